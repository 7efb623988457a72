package io.jolt.testing;

import java.net.InetAddress;
import java.time.Duration;
import java.time.Instant;

import io.netty.pkitesting.CertificateBuilder;
import io.netty.pkitesting.X509Bundle;

/**
 * A certificate authority that lives as long as a test. Safe for use by several threads.
 */
public final class TestAuthority {

	private final X509Bundle issuer;

	private TestAuthority(X509Bundle issuer) {
		this.issuer = issuer;
	}

	/**
	 * Creates an authority.
	 * @param name its common name
	 * @return an authority that signs what it is asked for
	 */
	public static TestAuthority create(String name) {
		return new TestAuthority(build(() -> builder("CN=" + name).setIsCertificateAuthority(true).buildSelfSigned()));
	}

	/**
	 * The authority's own certificate.
	 * @return in PEM
	 */
	public String certificatePem() {
		return this.issuer.getCertificatePEM();
	}

	/**
	 * The authority's own certificate and key, for a broker or client to present.
	 * @return both
	 */
	public TestCertificate certificate() {
		return new TestCertificate(this.issuer);
	}

	/**
	 * Signs a server's certificate.
	 * @param hosts its host names and IP addresses; the first is its common name
	 * @return certificate and key, valid now
	 */
	public TestCertificate server(String... hosts) {
		return sign(server(builder("CN=" + hosts[0]), hosts));
	}

	/**
	 * Signs a server's certificate that has expired yesterday.
	 * @param hosts its host names and IP addresses
	 * @return certificate and key
	 */
	public TestCertificate expiredServer(String... hosts) {
		return sign(server(expired(builder("CN=" + hosts[0])), hosts));
	}

	/**
	 * Signs a client's certificate.
	 * @param subject the distinguished name, for example {@code CN=app,O=Example}
	 * @return certificate and key, valid now
	 */
	public TestCertificate client(String subject) {
		return sign(builder(subject).addExtendedKeyUsage(CertificateBuilder.ExtendedKeyUsage.PKIX_KP_CLIENT_AUTH));
	}

	/**
	 * Signs a client's certificate that has expired yesterday.
	 * @param subject the distinguished name
	 * @return certificate and key
	 */
	public TestCertificate expiredClient(String subject) {
		return sign(
				expired(builder(subject)).addExtendedKeyUsage(CertificateBuilder.ExtendedKeyUsage.PKIX_KP_CLIENT_AUTH));
	}

	private TestCertificate sign(CertificateBuilder builder) {
		return new TestCertificate(build(() -> builder.buildIssuedBy(this.issuer)));
	}

	private static CertificateBuilder server(CertificateBuilder builder, String... hosts) {
		for (String host : hosts) {
			if (isAddress(host)) {
				build(() -> builder.addSanIpAddress(InetAddress.getByName(host)));
			}
			else {
				builder.addSanDnsName(host);
			}
		}
		return builder.addExtendedKeyUsage(CertificateBuilder.ExtendedKeyUsage.PKIX_KP_SERVER_AUTH);
	}

	private static boolean isAddress(String host) {
		return host.indexOf(':') >= 0
				|| host.chars().allMatch((character) -> character == '.' || Character.digit(character, 10) >= 0);
	}

	private static CertificateBuilder builder(String subject) {
		Instant now = Instant.now();
		return new CertificateBuilder().algorithm(CertificateBuilder.Algorithm.ecp256)
			.subject(subject)
			.notBefore(now.minus(Duration.ofDays(10)))
			.notAfter(now.plus(Duration.ofDays(10)));
	}

	private static CertificateBuilder expired(CertificateBuilder builder) {
		return builder.notAfter(Instant.now().minus(Duration.ofDays(1)));
	}

	private static <T> T build(Building<T> building) {
		try {
			return building.build();
		}
		catch (Exception ex) {
			throw new IllegalStateException("The certificate could not be made", ex);
		}
	}

	@FunctionalInterface
	private interface Building<T> {

		T build() throws Exception;

	}

}
