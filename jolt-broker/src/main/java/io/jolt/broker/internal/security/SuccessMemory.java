package io.jolt.broker.internal.security;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Remembers that a password was right, so that a reconnect costs no iterated hash. What
 * it keeps is worth nothing without a key that only this process has. At most one entry a
 * user. Safe for use by several threads.
 */
final class SuccessMemory {

	private static final String ALGORITHM = "HmacSHA256";

	private final SecretKeySpec key;

	private final Map<String, byte[]> remembered = new ConcurrentHashMap<>();

	SuccessMemory() {
		byte[] bytes = new byte[32];
		new SecureRandom().nextBytes(bytes);
		this.key = new SecretKeySpec(bytes, ALGORITHM);
	}

	void remember(User user, String password) {
		this.remembered.put(user.name(), mac(user, password));
	}

	boolean remembers(User user, String password) {
		byte[] mac = this.remembered.get(user.name());
		return mac != null && MessageDigest.isEqual(mac, mac(user, password));
	}

	private byte[] mac(User user, String password) {
		try {
			Mac mac = Mac.getInstance(ALGORITHM);
			mac.init(this.key);
			byte[] name = user.name().getBytes(StandardCharsets.UTF_8);
			// the length keeps name and password apart
			mac.update(ByteBuffer.allocate(Integer.BYTES).putInt(name.length).array());
			mac.update(name);
			return mac.doFinal(password.getBytes(StandardCharsets.UTF_8));
		}
		catch (GeneralSecurityException ex) {
			throw new IllegalStateException("This Java runtime has no " + ALGORITHM, ex);
		}
	}

}
