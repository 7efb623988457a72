package io.jolt.sample;

/**
 * An item cannot be taken from its shelf.
 */
class ShelfJammedException extends RuntimeException {

	private static final long serialVersionUID = 1L;

	ShelfJammedException(String message) {
		super(message);
	}

}
