package io.jolt.spring.config;

/**
 * Two listeners have the same id.
 */
public class DuplicateJoltListenerIdException extends IllegalStateException {

	private static final long serialVersionUID = 1L;

	private final String id;

	/**
	 * Creates an exception.
	 * @param id the id
	 * @param first the listener that was registered first
	 * @param second the other one
	 */
	public DuplicateJoltListenerIdException(String id, String first, String second) {
		super("Two Jolt listeners have the id '" + id + "': " + first + " and " + second);
		this.id = id;
	}

	/**
	 * The id.
	 * @return the id that both have
	 */
	public String id() {
		return this.id;
	}

}
