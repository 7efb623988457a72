package io.jolt.broker.internal.command;

import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.concurrent.Callable;

import io.jolt.broker.internal.tls.PemFile;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * The command that creates a connection file: one file with everything a client needs.
 */
@Command(name = "create-connection-file", sortOptions = false,
		description = "Creates a file with everything a client needs to connect, readable by its owner only. "
				+ "Reads the user's password from the terminal or standard input.")
final class CreateConnectionFileCommand implements Callable<Integer> {

	// clients reject longer ones, as they appear in messages and logs
	private static final int MAX_NAME_CHARS = 100;

	@Option(names = { "-config", "--config" }, paramLabel = "<file>",
			description = "The broker's config.json: the password is checked against it, and its certificate gives the fingerprint.")
	private @Nullable Path config;

	@Option(names = { "-user", "--user" }, paramLabel = "<name>",
			description = "The user that the client authenticates as, with a password.")
	private @Nullable String user;

	@Option(names = { "-certificate", "--certificate" }, paramLabel = "<file>",
			description = "The client's certificate, in PEM, instead of a user and password.")
	private @Nullable Path certificate;

	@Option(names = { "-private-key", "--private-key" }, paramLabel = "<file>",
			description = "The key of the client's certificate: PEM, PKCS#8, encrypted or not.")
	private @Nullable Path privateKey;

	@Option(names = { "-client-name", "--client-name" }, paramLabel = "<name>", required = true,
			description = "What the client calls itself.")
	private String clientName = "";

	@Option(names = { "-broker-name", "--broker-name" }, paramLabel = "<name>", required = true,
			description = "What the client calls the broker in its messages.")
	private String brokerName = "";

	@Option(names = { "-address", "--address" }, paramLabel = "<url>", required = true,
			description = "The broker's address: jolts://host:port, or jolt://host:port without TLS.")
	private String address = "";

	@Option(names = { "-ca", "--ca" }, paramLabel = "<file>",
			description = "The CA certificate in PEM that alone is trusted to sign the broker's.")
	private @Nullable Path ca;

	@Option(names = { "-fingerprint", "--fingerprint" },
			description = "Writes the SHA-256 fingerprint of the broker's certificate, which the broker must then present.")
	private boolean fingerprint;

	@Option(names = { "-out", "--out" }, paramLabel = "<file>", required = true, description = "The file to create.")
	private Path out = Path.of("");

	@Option(names = { "-force", "--force" }, description = "Replaces the file if it already exists.")
	private boolean force;

	@Option(names = { "-h", "-help", "--help" }, usageHelp = true, description = "Prints this and exits.")
	@SuppressWarnings("UnusedVariable") // picocli acts on it
	private boolean help;

	@Override
	public Integer call() throws IOException {
		requireName("-client-name", this.clientName);
		requireName("-broker-name", this.brokerName);
		boolean tls = checkAddress();
		if (!tls && (this.ca != null || this.fingerprint || this.certificate != null)) {
			throw new MistakeException("-address: -ca, -fingerprint and -certificate need TLS, so jolts://");
		}
		if (this.user != null && this.certificate != null) {
			throw new MistakeException("-user and -certificate exclude each other");
		}
		if ((this.certificate == null) != (this.privateKey == null)) {
			throw new MistakeException("-certificate and -private-key belong together");
		}
		BrokerConfig brokerConfig = (this.config != null) ? BrokerConfig.read(this.config) : null;
		ConnectionFile file = new ConnectionFile(this.clientName, this.brokerName, this.address);
		file.setTrust((this.ca != null) ? PemFile.read("-ca", this.ca).validCertificates() : null,
				this.fingerprint ? fingerprint(brokerConfig) : null);
		if (this.certificate != null && this.privateKey != null) {
			PemFile certificates = PemFile.read("-certificate", this.certificate);
			file.setCertificate(certificates.validCertificates(),
					PemFile.read("-private-key", this.privateKey).privateKeyOf(certificates));
		}
		else if (this.user != null) {
			file.setPassword(this.user, password(this.user, brokerConfig));
		}
		PrivateFile.write(this.out, file.json(), this.force);
		System.out.println("Wrote " + this.out);
		System.out.flush();
		return 0;
	}

	static String unknown(String argument) {
		String name = argument.startsWith("-") ? "Unknown option " + argument.replaceFirst("=.*", "")
				: "One argument too many";
		return name + ": create-connection-file reads the password from the terminal or standard input, "
				+ "and --help lists its options";
	}

	private static String password(String user, @Nullable BrokerConfig config) throws IOException {
		if (config != null) {
			config.requireUser(user);
		}
		String password = PasswordInput.read();
		if (config != null) {
			config.requirePassword(user, password);
		}
		return password;
	}

	private static String fingerprint(@Nullable BrokerConfig config) {
		if (config == null) {
			throw new MistakeException("-fingerprint needs -config, which names the broker's certificate");
		}
		return config.fingerprint();
	}

	private static void requireName(String option, String name) {
		if (name.isBlank() || name.length() > MAX_NAME_CHARS
				|| !name.codePoints().allMatch(CreateConnectionFileCommand::isPrintable)) {
			throw new MistakeException(option + " must not be blank, longer than " + MAX_NAME_CHARS
					+ " characters or have control characters");
		}
	}

	private static boolean isPrintable(int character) {
		return switch (Character.getType(character)) {
			case Character.CONTROL, Character.FORMAT, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR,
					Character.PRIVATE_USE, Character.SURROGATE, Character.UNASSIGNED ->
				false;
			default -> true;
		};
	}

	// returns whether it uses TLS
	private boolean checkAddress() {
		try {
			URI uri = new URI(this.address);
			boolean tls = "jolts".equals(uri.getScheme());
			boolean path = uri.getRawPath() != null && !uri.getRawPath().isEmpty();
			if ((tls || "jolt".equals(uri.getScheme())) && uri.getHost() != null && uri.getRawUserInfo() == null
					&& !path && uri.getRawQuery() == null && uri.getRawFragment() == null && uri.getPort() != 0
					&& uri.getPort() <= 65535) {
				return tls;
			}
		}
		catch (URISyntaxException ex) {
			// reported below; it may hold a password, which is not repeated
		}
		throw new MistakeException(
				"-address must be jolts://host:port or jolt://host:port, without user, password or path");
	}

}
