package io.jolt.integration.tools;

import java.nio.file.Path;
import java.util.Locale;

/**
 * What a test may need that is not part of the build.
 */
public enum Tool {

	/**
	 * The official Python client: the interpreter of a virtual environment that has it.
	 */
	PYTHON_CLIENT,

	/**
	 * The official JavaScript client: the folder that it was installed into.
	 */
	JAVASCRIPT_CLIENT,

	/**
	 * Chromium and its driver: the driver.
	 */
	BROWSER,

	/**
	 * The runnable broker, which exists once {@code jolt-broker} is packaged: its jar.
	 */
	BROKER_JAR;

	/**
	 * Where the tool is.
	 * @return the path
	 */
	public Path path() {
		return Tools.find(this);
	}

	@Override
	public String toString() {
		return "the " + name().toLowerCase(Locale.ROOT).replace('_', ' ');
	}

}
