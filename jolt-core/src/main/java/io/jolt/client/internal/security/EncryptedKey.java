package io.jolt.client.internal.security;

import java.io.IOException;
import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import javax.crypto.Cipher;
import javax.crypto.EncryptedPrivateKeyInfo;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;
import javax.crypto.spec.PBEParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * A private key encrypted with a passphrase.
 */
final class EncryptedKey {

	// the JDK's name for the scheme whose parameters define everything else
	private static final List<String> PBES2 = List.of("PBES2", "1.2.840.113549.1.5.13");

	private static final Pattern PBES2_PARAMETERS = Pattern.compile("PBEWith(HmacSHA\\d+(?:/\\d+)?)AndAES_(\\d+)");

	private final EncryptedPrivateKeyInfo info;

	private final String algorithm;

	private EncryptedKey(EncryptedPrivateKeyInfo info, String algorithm) {
		this.info = info;
		this.algorithm = algorithm;
	}

	/**
	 * Finds out how a key is encrypted.
	 * @param der the key
	 * @return the key, still closed
	 * @throws IOException if it is malformed
	 * @throws GeneralSecurityException if the JDK cannot open such a key
	 */
	static EncryptedKey parse(byte[] der) throws IOException, GeneralSecurityException {
		EncryptedPrivateKeyInfo info = new EncryptedPrivateKeyInfo(der);
		AlgorithmParameters parameters = info.getAlgParameters();
		String algorithm = (parameters != null && PBES2.contains(info.getAlgName())) ? parameters.toString()
				: info.getAlgName();
		Cipher.getInstance(algorithm);
		return new EncryptedKey(info, algorithm);
	}

	/**
	 * Decrypts it. With a wrong passphrase this nearly always fails; otherwise the result
	 * is not a key.
	 * @param passphrase the passphrase
	 * @return the key's encoding
	 * @throws GeneralSecurityException if the passphrase is wrong
	 */
	PKCS8EncodedKeySpec decrypt(String passphrase) throws GeneralSecurityException {
		AlgorithmParameters parameters = this.info.getAlgParameters();
		Matcher pbes2 = PBES2_PARAMETERS.matcher(this.algorithm);
		if (parameters != null && pbes2.matches()) {
			return decrypt(passphrase, parameters.getParameterSpec(PBEParameterSpec.class), pbes2.group(1),
					Integer.parseInt(pbes2.group(2)));
		}
		PBEKeySpec spec = new PBEKeySpec(passphrase.toCharArray());
		Cipher cipher = Cipher.getInstance(this.algorithm);
		cipher.init(Cipher.DECRYPT_MODE, SecretKeyFactory.getInstance(this.algorithm).generateSecret(spec), parameters);
		return this.info.getKeySpec(cipher);
	}

	// in two steps, as JDK 17's single step accepts only ASCII passphrases
	private PKCS8EncodedKeySpec decrypt(String passphrase, PBEParameterSpec parameters, String function, int keyBits)
			throws GeneralSecurityException {
		if (parameters.getParameterSpec() == null) {
			throw new InvalidKeyException("No initialization vector");
		}
		PBEKeySpec spec = new PBEKeySpec(passphrase.toCharArray(), parameters.getSalt(), parameters.getIterationCount(),
				keyBits);
		byte[] key = SecretKeyFactory.getInstance("PBKDF2With" + function).generateSecret(spec).getEncoded();
		Cipher cipher = Cipher.getInstance("AES/CBC/PKCS5Padding");
		cipher.init(Cipher.DECRYPT_MODE, new SecretKeySpec(key, "AES"), parameters.getParameterSpec());
		return new PKCS8EncodedKeySpec(cipher.doFinal(this.info.getEncryptedData()));
	}

}
