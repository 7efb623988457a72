package io.jolt.client;

/**
 * What became of a publish that was accepted. Immutable.
 */
public final class PublishResult {

	private static final PublishResult ACKNOWLEDGED = new PublishResult(true);

	private static final PublishResult WRITTEN = new PublishResult(false);

	private final boolean acknowledged;

	private PublishResult(boolean acknowledged) {
		this.acknowledged = acknowledged;
	}

	/**
	 * The result of a publish that the broker answered, or of one that was written to a
	 * broker which answers none.
	 * @param acknowledged whether the broker answered
	 * @return the result
	 */
	public static PublishResult of(boolean acknowledged) {
		return acknowledged ? ACKNOWLEDGED : WRITTEN;
	}

	/**
	 * Whether the broker confirmed the message. If not, the broker is one that does not
	 * answer publishes, and the message was written to the connection.
	 * @return {@code true} if the broker answered
	 */
	public boolean acknowledged() {
		return this.acknowledged;
	}

	@Override
	public String toString() {
		return "PublishResult[acknowledged=" + this.acknowledged + "]";
	}

}
