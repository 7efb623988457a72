package io.jolt.integration.architecture;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.core.importer.Location;

/**
 * Leaves out the contract of clients, which is a jar of tests.
 */
final class DoNotIncludeTestJars implements ImportOption {

	@Override
	public boolean includes(Location location) {
		return !location.contains("-tests.jar");
	}

}
