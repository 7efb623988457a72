package io.jolt.client.internal.security;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;

import io.jolt.client.tcp.JoltCredentials;
import io.jolt.client.tcp.JoltUrl;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/**
 * Reads connection files.
 */
public final class ConnectionFileReader {

	private static final Logger logger = LoggerFactory.getLogger(ConnectionFileReader.class);

	private static final long MAX_BYTES = 1024 * 1024;

	private static final JsonFactory JSON = new JsonFactory();

	private static final String ADDRESS = "broker.address";

	private ConnectionFileReader() {
	}

	/**
	 * Reads a file.
	 * @param file the file
	 * @param passphrase opens its private key, or {@code null}
	 * @return what it says
	 * @throws IllegalArgumentException if it cannot be used; the message is one line that
	 * names field and file
	 */
	public static ConnectionFileContent read(Path file, @Nullable String passphrase) {
		try {
			ConnectionFileFields fields = fields(text(file));
			ConnectionFileContent content = content(fields, passphrase);
			if (fields.has("credential")) {
				warnIfPublic(file);
			}
			return content;
		}
		catch (InvalidFieldException ex) {
			String what = ex.field().isEmpty() ? "" : " (field " + ex.field() + ")";
			throw new IllegalArgumentException(
					"The connection file " + file + " cannot be used" + what + ": " + ex.getMessage(), ex.getCause());
		}
	}

	private static String text(Path file) throws InvalidFieldException {
		try {
			if (Files.isDirectory(file)) {
				throw new InvalidFieldException("", "it is a directory");
			}
			if (Files.size(file) > MAX_BYTES) {
				throw new InvalidFieldException("", "it is larger than 1 MiB, which no connection file is");
			}
			return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(Files.readAllBytes(file))).toString();
		}
		catch (NoSuchFileException ex) {
			throw new InvalidFieldException("", "it does not exist");
		}
		catch (AccessDeniedException ex) {
			throw new InvalidFieldException("", "the user of this process may not read it");
		}
		catch (CharacterCodingException ex) {
			throw new InvalidFieldException("", "it is not UTF-8");
		}
		catch (IOException ex) {
			throw new InvalidFieldException("", "it cannot be read: " + ex, ex);
		}
	}

	private static ConnectionFileFields fields(String text) throws InvalidFieldException {
		try (JsonParser parser = JSON.createParser(ObjectReadContext.empty(), text)) {
			return ConnectionFileFields.read(parser);
		}
		catch (JacksonException ex) {
			// not its message, and not as the cause, as both may quote a secret
			String where = (ex.getLocation() != null)
					? " (line " + ex.getLocation().getLineNr() + ", column " + ex.getLocation().getColumnNr() + ")"
					: "";
			throw new InvalidFieldException("", "it is not valid JSON" + where);
		}
	}

	private static ConnectionFileContent content(ConnectionFileFields fields, @Nullable String passphrase)
			throws InvalidFieldException {
		String clientName = fields.requiredName("client.name");
		String brokerName = fields.requiredName("broker.name");
		JoltUrl url = url(fields);
		JoltCredentials credentials = credentials(fields);
		ConnectionFileTls tls = new ConnectionFileTls(fields, passphrase);
		if (!url.tls() && tls.isDemanded()) {
			throw new InvalidFieldException(ADDRESS,
					"it must begin with jolts://, because ca, fingerprint and a client certificate need TLS");
		}
		return new ConnectionFileContent(clientName, credentials, brokerName, url.address(),
				url.tls() ? tls.read() : null);
	}

	private static JoltUrl url(ConnectionFileFields fields) throws InvalidFieldException {
		JoltUrl url;
		try {
			url = JoltUrl.parse(fields.required(ADDRESS));
		}
		catch (IllegalArgumentException ex) {
			throw new InvalidFieldException(ADDRESS, String.valueOf(ex.getMessage()));
		}
		if (url.credentials() != null) {
			throw new InvalidFieldException(ADDRESS, "it must not hold a user; use credential.user");
		}
		return url;
	}

	private static @Nullable JoltCredentials credentials(ConnectionFileFields fields) throws InvalidFieldException {
		if (!fields.has("credential")) {
			return null;
		}
		boolean user = fields.has("credential.user") || fields.has("credential.password");
		boolean certificate = fields.has("credential.certificate") || fields.has("credential.privateKey");
		if (user == certificate) {
			throw new InvalidFieldException("credential",
					"it must hold either user and password, or certificate and privateKey");
		}
		if (certificate) {
			fields.required("credential.certificate");
			fields.required("credential.privateKey");
			return null;
		}
		return new JoltCredentials(fields.required("credential.user"), fields.required("credential.password"));
	}

	private static void warnIfPublic(Path file) {
		try {
			if (Files.getPosixFilePermissions(file).contains(PosixFilePermission.OTHERS_READ)) {
				logger.warn(
						"The connection file {} holds a secret, and every user of this machine may read it: chmod 600",
						file);
			}
		}
		catch (IOException | UnsupportedOperationException ex) {
			// this system does not report read permissions in this way
		}
	}

}
