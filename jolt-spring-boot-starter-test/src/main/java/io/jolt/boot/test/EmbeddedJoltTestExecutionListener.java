package io.jolt.boot.test;

import org.springframework.core.Ordered;
import org.springframework.test.context.TestContext;
import org.springframework.test.context.support.AbstractTestExecutionListener;

/**
 * Clears the captor after each test method. Not before, or what the application published
 * as it started would be lost to the first one.
 */
class EmbeddedJoltTestExecutionListener extends AbstractTestExecutionListener {

	@Override
	public int getOrder() {
		return Ordered.LOWEST_PRECEDENCE - 100;
	}

	@Override
	public void afterTestMethod(TestContext testContext) {
		// with no context there is nothing to clear, and asking for it would make one
		if (testContext.hasApplicationContext()) {
			testContext.getApplicationContext()
				.getBeanProvider(JoltMessageCaptor.class)
				.ifAvailable(JoltMessageCaptor::clear);
		}
	}

}
