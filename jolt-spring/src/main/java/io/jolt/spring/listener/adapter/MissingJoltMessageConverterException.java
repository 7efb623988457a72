package io.jolt.spring.listener.adapter;

/**
 * A listener's method wants payloads of a type that nothing can convert to, because there
 * is no JSON library.
 */
public class MissingJoltMessageConverterException extends IllegalStateException {

	private static final long serialVersionUID = 1L;

	/**
	 * Creates an exception.
	 * @param type the type that is wanted
	 * @param method the listener's method
	 */
	public MissingJoltMessageConverterException(String type, String method) {
		super("Nothing can convert a message to " + type + " for the method " + method
				+ ": only String and byte[] work without Jackson");
	}

}
