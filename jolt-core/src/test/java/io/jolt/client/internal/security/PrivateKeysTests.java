package io.jolt.client.internal.security;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import io.jolt.testing.TestAuthority;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/**
 * Tests for {@link PrivateKeys}, with keys that openssl and the JDK have written.
 */
class PrivateKeysTests {

	// whether a missing tool fails the test instead of skipping it
	private static final boolean REQUIRE_TOOLS = Boolean.getBoolean("jolt.require-tools");

	private static final String PASSPHRASE = "s3ntinel phrase";

	@TempDir
	private Path folder;

	@ParameterizedTest
	@CsvSource({ "RSA,rsa_keygen_bits:2048,RSA", "EC,ec_paramgen_curve:P-256,EC", "ED25519,,EdDSA" })
	void keysOfOpensslAreReadPlainAndEncrypted(String algorithm, @Nullable String option, String expected)
			throws Exception {
		generate(algorithm, option);
		assertThat(PrivateKeys.read(read("key.pem"), null).getAlgorithm()).isEqualTo(expected);
		openssl("pkcs8", "-topk8", "-in", "key.pem", "-passout", "pass:" + PASSPHRASE, "-out", "encrypted.pem");
		assertThat(read("encrypted.pem")).contains("ENCRYPTED");
		assertThat(PrivateKeys.read(read("encrypted.pem"), PASSPHRASE))
			.isEqualTo(PrivateKeys.read(read("key.pem"), null));
		assertThatThrownBy(() -> PrivateKeys.read(read("encrypted.pem"), "wrong s3ntinel"))
			.isInstanceOf(InvalidPemException.class)
			.hasMessageContaining("passphrase")
			.hasMessageContaining("wrong")
			.message()
			.doesNotContain("s3ntinel");
		assertThatThrownBy(() -> PrivateKeys.read(read("encrypted.pem"), null)).isInstanceOf(InvalidPemException.class)
			.hasMessageContaining("no passphrase");
	}

	@ParameterizedTest
	@ValueSource(strings = { "-v2 aes-128-cbc", "-v2 aes-256-cbc -v2prf hmacWithSHA512", "-v1 PBE-SHA1-3DES" })
	void otherSchemesOfOpensslAreRead(String scheme) throws Exception {
		generate("EC", "ec_paramgen_curve:P-256");
		List<String> command = new ArrayList<>(List.of("pkcs8", "-topk8", "-in", "key.pem", "-passout",
				"pass:" + PASSPHRASE, "-out", "encrypted.pem"));
		command.addAll(List.of(scheme.split(" ")));
		openssl(command.toArray(String[]::new));
		assertThat(PrivateKeys.read(read("encrypted.pem"), PASSPHRASE).getAlgorithm()).isEqualTo("EC");
	}

	@ParameterizedTest
	@ValueSource(strings = { "-v2 des3", "-scrypt" })
	void aSchemeThatJavaDoesNotKnowSaysHowToConvert(String scheme) throws Exception {
		generate("EC", "ec_paramgen_curve:P-256");
		List<String> command = new ArrayList<>(List.of("pkcs8", "-topk8", "-in", "key.pem", "-passout",
				"pass:" + PASSPHRASE, "-out", "encrypted.pem"));
		command.addAll(List.of(scheme.split(" ")));
		openssl(command.toArray(String[]::new));
		assertThatThrownBy(() -> PrivateKeys.read(read("encrypted.pem"), PASSPHRASE))
			.isInstanceOf(InvalidPemException.class)
			.hasMessageContaining("openssl pkcs8 -topk8 -v2 aes-256-cbc");
	}

	@Test
	void aPassphraseOutsideAsciiIsRead() throws Exception {
		generate("EC", "ec_paramgen_curve:P-256");
		Files.writeString(this.folder.resolve("pass"), "p\u00e4ssw\u00f6rd", StandardCharsets.UTF_8);
		openssl("pkcs8", "-topk8", "-in", "key.pem", "-passout", "file:pass", "-out", "encrypted.pem");
		assertThat(PrivateKeys.read(read("encrypted.pem"), "p\u00e4ssw\u00f6rd").getAlgorithm()).isEqualTo("EC");
	}

	@Test
	void keysEncryptedByTheJdkAreRead() throws Exception {
		String pem = TestAuthority.create("A").client("CN=app").encryptedPrivateKeyPem(PASSPHRASE);
		assertThat(PrivateKeys.read(pem, PASSPHRASE).getAlgorithm()).isEqualTo("EC");
	}

	@Test
	void keysInOldFormatsSayHowToConvert() throws Exception {
		generate("RSA", "rsa_keygen_bits:2048");
		openssl("rsa", "-in", "key.pem", "-traditional", "-out", "old.pem");
		assertThatThrownBy(() -> PrivateKeys.read(read("old.pem"), null)).hasMessageContaining("PKCS#1")
			.hasMessageContaining("openssl pkcs8 -topk8");
		generate("EC", "ec_paramgen_curve:P-256");
		openssl("ec", "-in", "key.pem", "-out", "old.pem");
		assertThatThrownBy(() -> PrivateKeys.read(read("old.pem"), null)).hasMessageContaining("SEC1")
			.hasMessageContaining("openssl pkcs8 -topk8");
	}

	@Test
	void whatIsNoKeyIsAnErrorThatDoesNotQuoteIt() {
		for (String text : List.of("s3ntinel", "-----BEGIN PRIVATE KEY-----\ns3ntinel!\n-----END PRIVATE KEY-----",
				"-----BEGIN PRIVATE KEY-----\nc2VudGluZWw=\n-----END PRIVATE KEY-----",
				"-----BEGIN ENCRYPTED PRIVATE KEY-----\nc2VudGluZWw=\n-----END ENCRYPTED PRIVATE KEY-----",
				"-----BEGIN PRIVATE KEY-----\nc2VudGluZWw=\n-----END CERTIFICATE-----",
				TestAuthority.create("A").certificatePem())) {
			assertThatThrownBy(() -> PrivateKeys.read(text, PASSPHRASE)).isInstanceOf(InvalidPemException.class)
				.hasNoCause()
				.message()
				.doesNotContain("s3ntinel", "c2Vud", "\n");
		}
	}

	private void generate(String algorithm, @Nullable String option) throws Exception {
		if (option == null) {
			openssl("genpkey", "-algorithm", algorithm, "-out", "key.pem");
		}
		else {
			openssl("genpkey", "-algorithm", algorithm, "-pkeyopt", option, "-out", "key.pem");
		}
	}

	private void openssl(String... arguments) throws Exception {
		List<String> command = new ArrayList<>(List.of("openssl"));
		command.addAll(List.of(arguments));
		Process process;
		try {
			process = new ProcessBuilder(command).directory(this.folder.toFile()).redirectErrorStream(true).start();
		}
		catch (IOException ex) {
			assumeTrue(REQUIRE_TOOLS, "openssl is not installed");
			throw ex;
		}
		String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
		assertThat(process.waitFor()).as(output).isZero();
	}

	private String read(String name) throws IOException {
		return Files.readString(this.folder.resolve(name));
	}

}
