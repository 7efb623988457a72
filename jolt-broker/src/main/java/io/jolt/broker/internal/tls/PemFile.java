package io.jolt.broker.internal.tls;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateFactory;
import java.security.cert.CertificateNotYetValidException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A PEM file and the setting that names it. Messages begin with both, and never quote the
 * file. Immutable.
 */
public final class PemFile {

	private static final Pattern BLOCK = Pattern.compile("-----BEGIN ([A-Z0-9 ]+)-----(.*?)-----END \\1-----",
			Pattern.DOTALL);

	// more than any chain needs
	private static final int MAX_BYTES = 1024 * 1024;

	private final String setting;

	private final Path path;

	private final List<Block> blocks = new ArrayList<>();

	private PemFile(String setting, Path path, String text) {
		this.setting = setting;
		this.path = path;
		Matcher matcher = BLOCK.matcher(text);
		while (matcher.find()) {
			this.blocks.add(new Block(matcher.group(1), decode(matcher.group(2))));
		}
	}

	/**
	 * Reads a file.
	 * @param setting what names it
	 * @param path where it is
	 * @return its content
	 * @throws IllegalArgumentException if it cannot be read or is not PEM
	 */
	public static PemFile read(String setting, Path path) {
		try {
			if (Files.isRegularFile(path) && Files.size(path) > MAX_BYTES) {
				throw new IllegalArgumentException(setting + ": the file " + path + " is too long to be PEM");
			}
			return new PemFile(setting, path, Files.readString(path, StandardCharsets.ISO_8859_1));
		}
		catch (NoSuchFileException ex) {
			throw new IllegalArgumentException(setting + ": the file " + path + " does not exist", ex);
		}
		catch (AccessDeniedException ex) {
			throw new IllegalArgumentException(setting + ": the file " + path + " may not be read", ex);
		}
		catch (IOException ex) {
			throw new IllegalArgumentException(setting + ": the file " + path + " cannot be read: " + ex.getMessage(),
					ex);
		}
	}

	List<Block> blocks() {
		return List.copyOf(this.blocks);
	}

	/**
	 * The certificates in it.
	 * @return at least one, in the file's order
	 * @throws IllegalArgumentException if there is none, or one cannot be read
	 */
	public List<X509Certificate> certificates() {
		List<X509Certificate> certificates = new ArrayList<>();
		for (Block block : this.blocks) {
			if (block.type().equals("CERTIFICATE")) {
				certificates.add(certificate(block));
			}
		}
		if (certificates.isEmpty()) {
			throw problem("holds no certificate in PEM (-----BEGIN CERTIFICATE-----)");
		}
		return List.copyOf(certificates);
	}

	/**
	 * The certificates in it, to be handed on.
	 * @return at least one, in PEM and nothing else
	 * @throws IllegalArgumentException if there is none, or one cannot be read or is not
	 * valid now
	 */
	public String validCertificates() {
		for (X509Certificate certificate : certificates()) {
			try {
				certificate.checkValidity();
			}
			catch (CertificateExpiredException ex) {
				throw problem("holds a certificate that expired on " + certificate.getNotAfter().toInstant(), ex);
			}
			catch (CertificateNotYetValidException ex) {
				throw problem("holds a certificate that is not valid before " + certificate.getNotBefore().toInstant(),
						ex);
			}
		}
		return text((type) -> type.equals("CERTIFICATE"));
	}

	/**
	 * The private key in it, to be handed on.
	 * @param certificates the first of them has to belong to the key, as far as that can
	 * be told without the passphrase of an encrypted one
	 * @return the key in PEM, encrypted if it was
	 * @throws IllegalArgumentException if there is none, or it is not in PKCS#8
	 */
	public String privateKeyOf(PemFile certificates) {
		PrivateKeyReader.check(this, certificates.certificates().get(0).getPublicKey());
		return text((type) -> type.endsWith("PRIVATE KEY"));
	}

	private String text(Predicate<String> type) {
		StringBuilder text = new StringBuilder();
		for (Block block : this.blocks) {
			if (type.test(block.type())) {
				text.append("-----BEGIN ").append(block.type()).append("-----\n");
				text.append(Base64.getMimeEncoder(64, new byte[] { '\n' }).encodeToString(block.der()));
				text.append("\n-----END ").append(block.type()).append("-----\n");
			}
		}
		return text.toString();
	}

	/**
	 * The fingerprint of the first certificate.
	 * @return its SHA-256: pairs of hexadecimal digits with colons between them
	 */
	public String fingerprint() {
		try {
			byte[] digest = MessageDigest.getInstance("SHA-256").digest(certificates().get(0).getEncoded());
			return HexFormat.ofDelimiter(":").withUpperCase().formatHex(digest);
		}
		catch (GeneralSecurityException ex) {
			throw problem("holds a certificate that cannot be read", ex);
		}
	}

	private X509Certificate certificate(Block block) {
		try {
			return (X509Certificate) CertificateFactory.getInstance("X.509")
				.generateCertificate(new ByteArrayInputStream(block.der()));
		}
		catch (CertificateException ex) {
			throw problem("holds a certificate that cannot be read", ex);
		}
	}

	private byte[] decode(String base64) {
		try {
			return Base64.getMimeDecoder().decode(base64);
		}
		catch (IllegalArgumentException ex) {
			throw problem("is not PEM: the content between BEGIN and END is not Base64");
		}
	}

	IllegalArgumentException problem(String problem) {
		return new IllegalArgumentException(this.setting + ": the file " + this.path + " " + problem);
	}

	IllegalArgumentException problem(String problem, Exception cause) {
		return new IllegalArgumentException(this.setting + ": the file " + this.path + " " + problem, cause);
	}

	@Override
	public String toString() {
		return "PemFile[" + this.path + "]";
	}

	/**
	 * The content between a BEGIN and its END.
	 */
	@SuppressWarnings("ArrayRecordComponent") // never compared
	record Block(String type, byte[] der) {

		@Override
		public String toString() {
			return "Block[" + this.type + "]";
		}

	}

}
