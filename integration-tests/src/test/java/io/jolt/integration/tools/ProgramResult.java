package io.jolt.integration.tools;

import java.util.List;

/**
 * How a program ended.
 *
 * @param exitStatus its exit status
 * @param output the lines of its standard output
 * @param errors the lines of its standard error
 */
public record ProgramResult(int exitStatus, List<String> output, List<String> errors) {

	String lastErrorLine() {
		return this.errors.isEmpty() ? "" : this.errors.get(this.errors.size() - 1);
	}

}
