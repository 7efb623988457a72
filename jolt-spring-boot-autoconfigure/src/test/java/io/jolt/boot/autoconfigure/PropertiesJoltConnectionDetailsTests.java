package io.jolt.boot.autoconfigure;

import java.util.List;

import javax.net.ssl.SSLContext;

import io.jolt.client.tcp.JoltAddress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.context.properties.source.MutuallyExclusiveConfigurationPropertiesException;
import org.springframework.boot.ssl.DefaultSslBundleRegistry;
import org.springframework.boot.ssl.SslBundle;
import org.springframework.boot.ssl.SslStoreBundle;
import org.springframework.boot.ssl.pem.PemSslStoreBundle;
import org.springframework.boot.ssl.pem.PemSslStoreDetails;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class PropertiesJoltConnectionDetailsTests {

	private final JoltProperties properties = new JoltProperties();

	private final DefaultSslBundleRegistry sslBundles = new DefaultSslBundleRegistry();

	@Test
	void theDefaultIsAnonymousAtLocalhost8080() {
		JoltConnectionDetails details = details();
		assertThat(details.getAddresses()).containsExactly(new JoltAddress("localhost", 8080));
		assertThat(details.getUsername()).isNull();
		assertThat(details.getPassword()).isNull();
	}

	@Test
	void hostPortAndCredentialsAreUsed() {
		this.properties.setHost("broker");
		this.properties.setPort(9090);
		this.properties.setUsername("app");
		this.properties.setPassword("");
		JoltConnectionDetails details = details();
		assertThat(details.getAddresses()).containsExactly(new JoltAddress("broker", 9090));
		assertThat(details.getUsername()).isEqualTo("app");
		assertThat(details.getPassword()).isEmpty();
	}

	@Test
	void theUrlBeatsTheOtherFour() {
		this.properties.setUrl(" jolt://url-user:url-password@url-host:1 ");
		this.properties.setHost("");
		this.properties.setPort(-1);
		this.properties.setUsername("app");
		JoltConnectionDetails details = details();
		assertThat(details.getAddresses()).containsExactly(new JoltAddress("url-host", 1));
		assertThat(details.getUsername()).isEqualTo("url-user");
		assertThat(details.getPassword()).isEqualTo("url-password");
	}

	@Test
	void aUrlWithoutCredentialsIsAnonymous() {
		this.properties.setUrl("jolt://broker");
		this.properties.setUsername("app");
		this.properties.setPassword("password");
		assertThat(details().getUsername()).isNull();
		assertThat(details().getPassword()).isNull();
	}

	@Test
	void aBlankUrlCountsAsNone() {
		this.properties.setUrl(" ");
		assertThat(details().getAddresses()).containsExactly(new JoltAddress("localhost", 8080));
	}

	@Test
	void plainTcpIsTheDefault() {
		assertThat(details().getSslBundle()).isNull();
	}

	@Test
	void tlsWithoutABundleTrustsWhatTheJvmTrusts() throws Exception {
		this.properties.getSsl().setEnabled(true);
		assertThat(details().getSslBundle()).extracting(SslBundle::createSslContext).isSameAs(SSLContext.getDefault());
	}

	@Test
	void aUrlMayAskForTls() throws Exception {
		this.properties.setUrl("jolts://broker");
		assertThat(details().getSslBundle()).extracting(SslBundle::createSslContext).isSameAs(SSLContext.getDefault());
	}

	@Test
	void theBundleIsUsedWhetherTheUrlAsksForTlsOrNot() {
		SslBundle bundle = SslBundle.of(SslStoreBundle.NONE);
		this.sslBundles.registerBundle("broker", bundle);
		this.properties.getSsl().setBundle("broker");
		assertThat(details().getSslBundle()).isSameAs(bundle);
		this.properties.setUrl("jolts://broker");
		assertThat(details().getSslBundle()).isSameAs(bundle);
		this.properties.setUrl("jolt://broker");
		assertThat(details().getSslBundle()).isSameAs(bundle);
	}

	@Test
	void anUpdatedBundleIsFound() {
		this.sslBundles.registerBundle("broker", SslBundle.of(SslStoreBundle.NONE));
		this.properties.getSsl().setBundle("broker");
		JoltConnectionDetails details = details();
		SslBundle updated = SslBundle.of(SslStoreBundle.NONE);
		this.sslBundles.updateBundle("broker", updated);
		assertThat(details.getSslBundle()).isSameAs(updated);
	}

	@Test
	void tlsCanBeSwitchedOffWithoutForgettingItsBundle() {
		this.properties.getSsl().setBundle("broker");
		this.properties.getSsl().setEnabled(false);
		assertThat(details().getSslBundle()).isNull();
	}

	@Test
	void tlsSwitchedOffContradictsAUrlThatAsksForIt() {
		this.properties.setUrl("jolts://app:sentinel@broker");
		this.properties.getSsl().setEnabled(false);
		assertThatExceptionOfType(InvalidJoltPropertyException.class).isThrownBy(this::details)
			.withMessageContaining("'jolt.ssl.enabled'")
			.withMessageContaining("'jolt.url'")
			.withMessageNotContaining("sentinel");
	}

	@Test
	void anUnknownBundleIsNamedWithThoseThatThereAre() {
		this.sslBundles.registerBundle("broker", SslBundle.of(SslStoreBundle.NONE));
		this.properties.getSsl().setBundle("borker");
		assertThatExceptionOfType(InvalidJoltPropertyException.class).isThrownBy(this::details)
			.withMessageContaining("'jolt.ssl.bundle'")
			.withMessageContaining("'borker'")
			.withMessageContaining("[broker]");
	}

	@Test
	void aBundleThatCannotBeUsedIsToldAtOnce() {
		PemSslStoreDetails nonsense = PemSslStoreDetails.forCertificate("nowhere/ca.pem");
		this.sslBundles.registerBundle("broker", SslBundle.of(new PemSslStoreBundle(null, nonsense)));
		this.properties.getSsl().setBundle("broker");
		assertThatExceptionOfType(InvalidJoltPropertyException.class).isThrownBy(this::details)
			.withMessageContaining("'jolt.ssl.bundle'")
			.withMessageContaining("ca.pem");
	}

	@Test
	void severalAddressesBeatHostAndPort() {
		this.properties.setHost("");
		this.properties.setAddresses(List.of("one:1", " 127.0.0.1:2 ", "[::1]:3", "four", "[fe80::1%eth0]"));
		assertThat(details().getAddresses()).containsExactly(new JoltAddress("one", 1), new JoltAddress("127.0.0.1", 2),
				new JoltAddress("::1", 3), new JoltAddress("four", 8080), new JoltAddress("fe80::1%eth0", 8080));
	}

	@Test
	void severalAddressesContradictAUrl() {
		this.properties.setUrl("jolt://app:sentinel@broker");
		this.properties.setAddresses(List.of("one:1"));
		assertThatExceptionOfType(MutuallyExclusiveConfigurationPropertiesException.class).isThrownBy(this::details)
			.withMessageContaining("jolt.url, jolt.addresses")
			.withMessageNotContaining("sentinel");
	}

	@ParameterizedTest
	@ValueSource(strings = { "jolt://app:sentinel@broker", "app:sentinel@broker:1", "::1", "::1:8080", "broker:",
			"broker:0", "broker:70000", "broker:port", "", "[::1", "broker:1/path", "two words:1" })
	void aBadAddressIsToldByItsPlaceAndNotShown(String address) {
		this.properties.setAddresses(List.of("broker:1", address));
		assertThatExceptionOfType(InvalidJoltPropertyException.class).isThrownBy(this::details)
			.withMessageContaining("'jolt.addresses[1]'")
			.withMessageNotContaining("sentinel")
			.withNoCause();
	}

	@ParameterizedTest
	@ValueSource(strings = { "http://app:sentinel@broker", "joltss://app:sentinel@broker", "jolt://app:sentinel@",
			"jolt://app:sentinel@broker:0", "jolt://app:sentinel@broker:70000", "jolt://sentinel@broker",
			"jolt://app:sentinel%@broker", "broker:8080", "jolt://app:sentinel@broker/path" })
	void aBadUrlIsNamedWithoutItsValue(String url) {
		this.properties.setUrl(url);
		assertThatExceptionOfType(InvalidJoltPropertyException.class).isThrownBy(this::details)
			.withMessageContaining("jolt.url")
			.withMessageNotContaining("sentinel")
			.withNoCause();
	}

	@Test
	void aBadHostOrPortIsNamed() {
		this.properties.setHost(" ");
		assertThatExceptionOfType(InvalidJoltPropertyException.class).isThrownBy(this::details)
			.withMessageContaining("jolt.host");
		this.properties.setHost("broker");
		this.properties.setPort(0);
		assertThatExceptionOfType(InvalidJoltPropertyException.class).isThrownBy(this::details)
			.withMessageContaining("jolt.port");
	}

	@Test
	void halfOfTheCredentialsIsAMistake() {
		this.properties.setUsername("app");
		assertThatExceptionOfType(InvalidJoltPropertyException.class).isThrownBy(this::details)
			.withMessageContaining("jolt.password");
		this.properties.setUsername(null);
		this.properties.setPassword("sentinel");
		assertThatExceptionOfType(InvalidJoltPropertyException.class).isThrownBy(this::details)
			.withMessageContaining("jolt.username")
			.withMessageNotContaining("sentinel");
	}

	private PropertiesJoltConnectionDetails details() {
		return new PropertiesJoltConnectionDetails(JoltConnectionSettings.ofDefault(this.properties), this.sslBundles);
	}

}
