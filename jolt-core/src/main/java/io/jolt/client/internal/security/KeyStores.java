package io.jolt.client.internal.security;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.util.List;

import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;

/**
 * Key stores in memory, the form in which the JDK takes certificates.
 */
final class KeyStores {

	private KeyStores() {
	}

	static KeyStore empty() throws GeneralSecurityException {
		try {
			KeyStore store = KeyStore.getInstance("PKCS12");
			store.load(null, null);
			return store;
		}
		catch (IOException ex) {
			throw new IllegalStateException("Nothing is read", ex);
		}
	}

	/**
	 * Trusts only some authorities.
	 * @param authorities their certificates
	 * @return the JDK's own trust managers
	 * @throws GeneralSecurityException if the JDK does not accept them
	 */
	static TrustManager[] trust(List<X509Certificate> authorities) throws GeneralSecurityException {
		KeyStore store = empty();
		for (int i = 0; i < authorities.size(); i++) {
			store.setCertificateEntry("ca-" + i, authorities.get(i));
		}
		TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
		factory.init(store);
		return factory.getTrustManagers();
	}

}
