package io.jolt.boot.autoconfigure;

import java.util.List;
import java.util.function.Supplier;

import io.jolt.client.tcp.JoltTls;
import io.jolt.client.tcp.JoltTlsProvider;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.ssl.SslBundle;
import org.springframework.boot.ssl.SslOptions;

/**
 * Secures connections with an SSL bundle. As long as that stays the same, so does the TLS
 * context, for connections that share one can resume its sessions.
 */
final class SslBundleTlsProvider implements JoltTlsProvider {

	private final Supplier<@Nullable SslBundle> bundle;

	// what the last connection used; several may be made at once, which at worst makes a
	// context twice
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
