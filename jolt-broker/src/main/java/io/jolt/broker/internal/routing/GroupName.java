package io.jolt.broker.internal.routing;

import java.nio.charset.StandardCharsets;

import org.jspecify.annotations.Nullable;

/**
 * A valid name of a group. Immutable.
 */
public final class GroupName implements Comparable<GroupName> {

	/** The longest name, in bytes of UTF-8. */
	public static final int MAX_BYTES = 64;

	private final String text;

	private final byte[] json;

	private GroupName(String text) {
		this.text = text;
		this.json = json(text).getBytes(StandardCharsets.US_ASCII);
	}

	/**
	 * Makes a name of a text.
	 * @param text the text
	 * @return the name, or null if the text cannot be one
	 */
	public static @Nullable GroupName of(String text) {
		return (TopicName.isValid(text, MAX_BYTES) && text.indexOf('.') < 0) ? new GroupName(text) : null;
	}

	// in ASCII alone: some clients cannot read a character that is split between two
	// reads
	private static String json(String text) {
		StringBuilder json = new StringBuilder(text.length() + 2).append('"');
		for (int i = 0; i < text.length(); i++) {
			char c = text.charAt(i);
			if (c == '"' || c == '\\') {
				json.append('\\').append(c);
			}
			else if (c < 0x7f) {
				json.append(c);
			}
			else {
				json.append("\\u");
				for (int shift = 12; shift >= 0; shift -= 4) {
					json.append(Character.forDigit((c >> shift) & 0xf, 16));
				}
			}
		}
		return json.append('"').toString();
	}

	/**
	 * The name as a JSON string, in ASCII.
	 * @return its bytes, which must not be changed
	 */
	public byte[] json() {
		return this.json;
	}

	int length() {
		return this.text.length();
	}

	@Override
	public boolean equals(@Nullable Object other) {
		return other instanceof GroupName that && this.text.equals(that.text);
	}

	// for maps, which a client could else fill with texts of the same hash code
	@Override
	public int compareTo(GroupName other) {
		return this.text.compareTo(other.text);
	}

	@Override
	public int hashCode() {
		return this.text.hashCode();
	}

	@Override
	public String toString() {
		return this.text;
	}

}
