package io.jolt.boot.test;

import org.springframework.boot.test.autoconfigure.TestSliceTestContextBootstrapper;

/**
 * Bootstraps the contexts of {@link JoltTest @JoltTest}.
 */
class JoltTestContextBootstrapper extends TestSliceTestContextBootstrapper<JoltTest> {

}
