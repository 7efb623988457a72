package io.jolt.spring.listener.adapter;

/**
 * Nothing can convert to the payload type of a listener's method without a JSON library.
 */
public class MissingJoltMessageConverterException extends IllegalStateException {

	private static final long serialVersionUID = 1L;

	/**
	 * Creates an exception.
	 * @param type the requested type
	 * @param method the listener's method
	 */
	public MissingJoltMessageConverterException(String type, String method) {
		super("Nothing can convert a message to " + type + " for the method " + method
				+ ": only String and byte[] work without Jackson");
	}

}
