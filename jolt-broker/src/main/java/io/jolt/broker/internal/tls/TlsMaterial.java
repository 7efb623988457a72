package io.jolt.broker.internal.tls;

import java.nio.file.Path;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * A broker's key and certificates.
 *
 * @param privateKey the key
 * @param chain its certificate and those who signed it
 * @param trust whose client certificates are accepted; empty where none are asked for
 */
public record TlsMaterial(PrivateKey privateKey, List<X509Certificate> chain, List<X509Certificate> trust) {

	/**
	 * Reads all from files in PEM.
	 * @param certificate the certificate and those who signed it
	 * @param privateKey its key
	 * @param privateKeyPassword opens the key if it is encrypted
	 * @param trust whose client certificates are accepted; null if none are asked for
	 * @return what they hold
	 * @throws IllegalArgumentException if something is wrong: one line that names setting
	 * and file
	 */
	public static TlsMaterial read(Path certificate, Path privateKey, @Nullable String privateKeyPassword,
			@Nullable Path trust) {
		List<X509Certificate> chain = PemFile.read("certificate", certificate).certificates();
		PrivateKey key = PrivateKeyReader.read(PemFile.read("privateKey", privateKey), privateKeyPassword,
				chain.get(0).getPublicKey());
		return new TlsMaterial(key, chain, (trust != null) ? PemFile.read("trust", trust).certificates() : List.of());
	}

	@Override
	public String toString() {
		return "TlsMaterial[" + this.chain.get(0).getSubjectX500Principal() + "]";
	}

}
