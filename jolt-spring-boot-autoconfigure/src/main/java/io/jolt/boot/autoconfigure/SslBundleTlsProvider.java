package io.jolt.boot.autoconfigure;

import java.util.List;
import java.util.function.Supplier;

import io.jolt.client.tcp.JoltTls;
import io.jolt.client.tcp.JoltTlsProvider;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.ssl.SslBundle;
import org.springframework.boot.ssl.SslOptions;

/**
 * Secures connections with an SSL bundle. The TLS context is kept as long as the bundle
 * stays the same, so that connections can resume TLS sessions.
 */
final class SslBundleTlsProvider implements JoltTlsProvider {

	private final Supplier<@Nullable SslBundle> bundle;

	// used by the last connection; concurrent connections may at worst create a context
	// twice
	private volatile @Nullable Converted last;

	SslBundleTlsProvider(Supplier<@Nullable SslBundle> bundle) {
		this.bundle = bundle;
	}

	@Override
	public @Nullable JoltTls tls() {
		SslBundle current = this.bundle.get();
		if (current == null) {
			return null;
		}
		Converted known = this.last;
		if (known == null || known.bundle != current) {
			known = new Converted(current, convert(current));
			this.last = known;
		}
		return known.tls;
	}

	private static JoltTls convert(SslBundle bundle) {
		SslOptions options = bundle.getOptions();
		return JoltTls.of(bundle.createSslContext())
			.withProtocols(list(options.getEnabledProtocols()))
			.withCipherSuites(list(options.getCiphers()));
	}

	private static List<String> list(String @Nullable [] names) {
		return (names != null) ? List.of(names) : List.of();
	}

	private record Converted(SslBundle bundle, JoltTls tls) {

	}

}
