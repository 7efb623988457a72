package io.jolt.spring.service.scanned;

/**
 * Not found.
 */
public interface NoService {

	/**
	 * Does nothing.
	 */
	void nothing();

}
