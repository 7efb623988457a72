package io.jolt.broker.internal.security;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;

/**
 * A password's salted and iterated hash: PBKDF2 with HMAC-SHA256, written
 * {@code $pbkdf2-sha256$i=<iterations>$<salt, base64>$<hash, base64>}. Immutable.
 */
public final class PasswordHash {

	/** How often a new hash is iterated. */
	public static final int DEFAULT_ITERATIONS = 600_000;

	// so that a hash in a file cannot occupy a processor for minutes
	private static final int MAX_ITERATIONS = 10_000_000;

	private static final int SALT_BYTES = 16;

	private static final int HASH_BYTES = 32;

	private static final Pattern FORM = Pattern
		.compile("\\$pbkdf2-sha256\\$i=([1-9][0-9]{0,8})\\$([A-Za-z0-9+/]+={0,2})\\$([A-Za-z0-9+/]+={0,2})");

	private static final SecureRandom RANDOM = new SecureRandom();

	private final int iterations;

	private final byte[] salt;

	private final byte[] hash;

	private PasswordHash(int iterations, byte[] salt, byte[] hash) {
		this.iterations = iterations;
		this.salt = salt;
		this.hash = hash;
	}

	/**
	 * Hashes a password with a new random salt. Takes a noticeable fraction of a second.
	 * @param password the password
	 * @param iterations how often to iterate
	 * @return the hash
	 */
	public static PasswordHash create(String password, int iterations) {
		byte[] salt = random(SALT_BYTES);
		return new PasswordHash(iterations, salt, derive(password, salt, iterations, HASH_BYTES));
	}

	/**
	 * Reads a hash.
	 * @param text the written form
	 * @return the hash
	 * @throws IllegalArgumentException if it is malformed; the message does not contain
	 * it
	 */
	public static PasswordHash parse(String text) {
		Matcher matcher = FORM.matcher(text);
		if (matcher.matches()) {
			int iterations = Integer.parseInt(matcher.group(1));
			byte[] hash = Base64.getDecoder().decode(matcher.group(3));
			if (iterations <= MAX_ITERATIONS && hash.length >= 16 && hash.length <= 64) {
				return new PasswordHash(iterations, Base64.getDecoder().decode(matcher.group(2)), hash);
			}
		}
		throw new IllegalArgumentException("The password hash cannot be read: it must be of the form "
				+ "$pbkdf2-sha256$i=600000$<salt, base64>$<hash, base64>, as hash-password makes it");
	}

	// a hash that no password has, but that takes as long to check
	static PasswordHash unmatchable(int iterations) {
		return new PasswordHash(iterations, random(SALT_BYTES), random(HASH_BYTES));
	}

	/**
	 * Whether this is the hash of a password, compared in constant time. Takes a
	 * noticeable fraction of a second: never call it on an event loop.
	 * @param password the password
	 * @return whether it is
	 */
	public boolean matches(String password) {
		return MessageDigest.isEqual(this.hash, derive(password, this.salt, this.iterations, this.hash.length));
	}

	int iterations() {
		return this.iterations;
	}

	private static byte[] derive(String password, byte[] salt, int iterations, int length) {
		PBEKeySpec spec = new PBEKeySpec(password.toCharArray(), salt, iterations, length * Byte.SIZE);
		try {
			return SecretKeyFactory.getInstance("PBKDF2WithHmacSHA256").generateSecret(spec).getEncoded();
		}
		catch (GeneralSecurityException ex) {
			throw new IllegalStateException("This Java runtime has no PBKDF2 with HMAC-SHA256", ex);
		}
		finally {
			spec.clearPassword();
		}
	}

	private static byte[] random(int length) {
		byte[] bytes = new byte[length];
		RANDOM.nextBytes(bytes);
		return bytes;
	}

	/**
	 * The written form, for a configuration file.
	 * @return the form that {@link #parse(String)} reads
	 */
	public String encoded() {
		Base64.Encoder base64 = Base64.getEncoder();
		return "$pbkdf2-sha256$i=" + this.iterations + "$" + base64.encodeToString(this.salt) + "$"
				+ base64.encodeToString(this.hash);
	}

	@Override
	public String toString() {
		return "PasswordHash[" + this.iterations + " iterations]";
	}

}
