package io.jolt.client.spi;

import org.jspecify.annotations.Nullable;

/**
 * Stands in a log for a throwable whose text, or that of one of its causes, is not fit
 * for one: it may quote what was sent. Immutable.
 */
public final class LogThrowable extends Throwable {

	private static final long serialVersionUID = 1L;

	private static final int MAX_CHARS = 1000;

	private static final int MAX_DEPTH = 20;

	private LogThrowable(Throwable original, int depth) {
		super(text(original), cause(original, depth), true, true);
		setStackTrace(original.getStackTrace());
		if (depth < MAX_DEPTH) {
			for (Throwable suppressed : original.getSuppressed()) {
				addSuppressed(of(suppressed, depth + 1));
			}
		}
	}

	/**
	 * Makes a throwable fit for a log.
	 * @param throwable the throwable
	 * @return the same one, if it and all that it brings along are fit; else one with the
	 * same stack trace, whose message names the type and says in one line what it said
	 */
	public static Throwable of(Throwable throwable) {
		return of(throwable, 0);
	}

	private static Throwable of(Throwable throwable, int depth) {
		return isFit(throwable, depth) ? throwable : new LogThrowable(throwable, depth);
	}

	private static boolean isFit(Throwable throwable, int depth) {
		String text = throwable.toString();
		// what leads in a circle is cut
		if (depth >= MAX_DEPTH || text.length() > MAX_CHARS || !LogText.of(text, MAX_CHARS).equals(text)) {
			return false;
		}
		Throwable cause = throwable.getCause();
		if (cause != null && !isFit(cause, depth + 1)) {
			return false;
		}
		for (Throwable suppressed : throwable.getSuppressed()) {
			if (!isFit(suppressed, depth + 1)) {
				return false;
			}
		}
		return true;
	}

	private static String text(Throwable original) {
		// once more, because what is escaped is longer
		return LogText.of(LogText.of(original.toString(), MAX_CHARS), MAX_CHARS);
	}

	private static @Nullable Throwable cause(Throwable original, int depth) {
		Throwable cause = original.getCause();
		return (cause == null || depth >= MAX_DEPTH) ? null : of(cause, depth + 1);
	}

	// the message begins with the original's type
	@Override
	@SuppressWarnings("OverrideThrowableToString")
	public String toString() {
		return String.valueOf(getMessage());
	}

}
