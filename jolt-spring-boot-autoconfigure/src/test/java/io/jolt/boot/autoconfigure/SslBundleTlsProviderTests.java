package io.jolt.boot.autoconfigure;

import java.util.Objects;

import io.jolt.client.tcp.JoltTls;
import org.junit.jupiter.api.Test;

import org.springframework.boot.ssl.DefaultSslBundleRegistry;
import org.springframework.boot.ssl.SslBundle;
import org.springframework.boot.ssl.SslBundleKey;
import org.springframework.boot.ssl.SslOptions;
import org.springframework.boot.ssl.SslStoreBundle;

import static org.assertj.core.api.Assertions.assertThat;

class SslBundleTlsProviderTests {

	@Test
	void noBundleIsPlainTcp() {
		assertThat(new SslBundleTlsProvider(() -> null).tls()).isNull();
	}

	@Test
	void protocolsAndCiphersOfTheBundleAreHonoured() {
		SslBundle bundle = SslBundle.of(SslStoreBundle.NONE, SslBundleKey.NONE,
				SslOptions.of(new String[] { "TLS_AES_256_GCM_SHA384" }, new String[] { "TLSv1.3" }));
		JoltTls tls = Objects.requireNonNull(new SslBundleTlsProvider(() -> bundle).tls());
		assertThat(tls.protocols()).containsExactly("TLSv1.3");
		assertThat(tls.cipherSuites()).containsExactly("TLS_AES_256_GCM_SHA384");
	}

	@Test
	void withoutOptionsTheJvmDecides() {
		SslBundle bundle = SslBundle.of(SslStoreBundle.NONE);
		JoltTls tls = Objects.requireNonNull(new SslBundleTlsProvider(() -> bundle).tls());
		assertThat(tls.protocols()).isEmpty();
		assertThat(tls.cipherSuites()).isEmpty();
	}

	@Test
	void aContextLastsUntilItsBundleIsUpdated() {
		DefaultSslBundleRegistry bundles = new DefaultSslBundleRegistry("broker", SslBundle.of(SslStoreBundle.NONE));
		SslBundleTlsProvider provider = new SslBundleTlsProvider(() -> bundles.getBundle("broker"));
		JoltTls first = provider.tls();
		assertThat(provider.tls()).isSameAs(first);
		bundles.updateBundle("broker", SslBundle.of(SslStoreBundle.NONE));
		assertThat(provider.tls()).isNotSameAs(first);
	}

}
