package io.jolt.sample;

/**
 * Something cannot be taken from its shelf.
 */
class ShelfJammedException extends RuntimeException {

	private static final long serialVersionUID = 1L;

	ShelfJammedException(String message) {
		super(message);
	}

}
