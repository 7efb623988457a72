package io.jolt.testing;

import java.io.ByteArrayOutputStream;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.HexFormat;

import javax.crypto.Cipher;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.PBEKeySpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * Encrypts a key as {@code openssl pkcs8 -topk8} does: PBKDF2 with HMAC-SHA256, AES-256
 * in CBC mode. The JDK 17 can read this but not write it.
 */
final class Pbes2 {

	private static final byte[] PBES2 = oid("2a864886f70d01050d");

	private static final byte[] PBKDF2 = oid("2a864886f70d01050c");

	private static final byte[] HMAC_SHA256 = oid("2a864886f70d0209");

	private static final byte[] AES_256_CBC = oid("60864801650304012a");

	private static final int ITERATIONS = 2048;

	private static final int SEQUENCE = 0x30;

	private static final int OCTETS = 0x04;

	private Pbes2() {
	}

	static byte[] encrypt(byte[] pkcs8, String passphrase) {
		try {
			byte[] salt = random();
			byte[] iv = random();
			byte[] key = SecretKeyFactory.getInstance("PBKDF2WithHmacSHA256")
				.generateSecret(new PBEKeySpec(passphrase.toCharArray(), salt, ITERATIONS, 256))
				.getEncoded();
			Cipher cipher = Cipher.getInstance("AES/CBC/PKCS5Padding");
			cipher.init(Cipher.ENCRYPT_MODE, new SecretKeySpec(key, "AES"), new IvParameterSpec(iv));
			byte[] iterations = tagged(0x02, new byte[] { ITERATIONS >> 8, (byte) ITERATIONS });
			byte[] function = tagged(SEQUENCE, PBKDF2, tagged(SEQUENCE, tagged(OCTETS, salt), iterations,
					tagged(SEQUENCE, HMAC_SHA256, new byte[] { 0x05, 0 })));
			byte[] scheme = tagged(SEQUENCE, AES_256_CBC, tagged(OCTETS, iv));
			byte[] algorithm = tagged(SEQUENCE, PBES2, tagged(SEQUENCE, function, scheme));
			return tagged(SEQUENCE, algorithm, tagged(OCTETS, cipher.doFinal(pkcs8)));
		}
		catch (GeneralSecurityException ex) {
			throw new IllegalStateException("The key could not be encrypted", ex);
		}
	}

	private static byte[] random() {
		byte[] bytes = new byte[16];
		new SecureRandom().nextBytes(bytes);
		return bytes;
	}

	private static byte[] oid(String hex) {
		return tagged(0x06, HexFormat.of().parseHex(hex));
	}

	private static byte[] tagged(int tag, byte[]... contents) {
		ByteArrayOutputStream content = new ByteArrayOutputStream();
		for (byte[] each : contents) {
			content.writeBytes(each);
		}
		ByteArrayOutputStream out = new ByteArrayOutputStream();
		out.write(tag);
		int length = content.size();
		if (length >= 0x80) {
			out.write((length > 0xff) ? 0x82 : 0x81);
			if (length > 0xff) {
				out.write(length >> 8);
			}
		}
		out.write(length);
		out.writeBytes(content.toByteArray());
		return out.toByteArray();
	}

}
