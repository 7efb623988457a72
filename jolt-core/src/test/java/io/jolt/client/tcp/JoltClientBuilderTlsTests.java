package io.jolt.client.tcp;

import java.security.NoSuchAlgorithmException;
import java.util.Locale;

import javax.net.ssl.SSLContext;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/**
 * How URL and TLS settings go together in {@link JoltClientBuilder}.
 */
class JoltClientBuilderTlsTests {

	private final JoltTls own = JoltTls.of(context());

	@Test
	void aJoltUrlIsPlainUnlessTlsIsAskedFor() {
		assertThat(JoltClientBuilder.create().options().tlsProvider().tls()).isNull();
		assertThat(JoltClientBuilder.create().url("jolt://h").options().tlsProvider().tls()).isNull();
		assertThat(JoltClientBuilder.create().tls(this.own).url("jolt://h").options().tlsProvider().tls())
			.isSameAs(this.own);
	}

	@Test
	void aJoltsUrlIsTlsWithTheJvmsTrustUnlessSomebodySaysHow() throws Exception {
		JoltTls byUrl = JoltClientBuilder.create().url("jolts://h").options().tlsProvider().tls();
		assertThat(byUrl).isNotNull().extracting(JoltTls::context).isSameAs(SSLContext.getDefault());
		assertThat(JoltClientBuilder.create().url("jolts://h").tls(this.own).options().tlsProvider().tls())
			.isSameAs(this.own);
		assertThat(JoltClientBuilder.create().tls(this.own).url("jolts://h").options().tlsProvider().tls())
			.isSameAs(this.own);
	}

	@Test
	void aJoltsUrlWithoutTlsSettingsIsAnErrorAndNotPlain() {
		JoltTlsProvider provider = JoltClientBuilder.create()
			.url("jolts://h")
			.tlsProvider(() -> null)
			.options()
			.tlsProvider();
		assertThatIllegalStateException().isThrownBy(provider::tls).withMessageContaining("jolts");
	}

	@Test
	void aFingerprintIsBroughtIntoOneForm() {
		String digits = "0123456789abcdef".repeat(4);
		String pairs = digits.toUpperCase(Locale.ROOT).replaceAll("..(?!$)", "$0:");
		assertThat(this.own.withFingerprint(digits).fingerprint()).isEqualTo(pairs);
		assertThat(this.own.withFingerprint(" " + pairs + "\n").fingerprint()).isEqualTo(pairs);
		assertThatIllegalArgumentException().isThrownBy(() -> this.own.withFingerprint("AB:CD"))
			.withMessageContaining("64 hexadecimal digits");
		assertThatIllegalArgumentException().isThrownBy(() -> this.own.withFingerprint("x".repeat(64)))
			.withMessageContaining("64 hexadecimal digits");
	}

	private static SSLContext context() {
		try {
			return SSLContext.getInstance("TLS");
		}
		catch (NoSuchAlgorithmException ex) {
			throw new IllegalStateException(ex);
		}
	}

}
