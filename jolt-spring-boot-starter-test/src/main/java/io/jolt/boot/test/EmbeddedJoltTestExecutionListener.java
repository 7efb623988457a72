package io.jolt.boot.test;

import java.util.function.Consumer;

import org.springframework.core.Ordered;
import org.springframework.test.context.TestContext;
import org.springframework.test.context.support.AbstractTestExecutionListener;

/**
 * Tells the captor which test methods run, so that it can remove messages that they leave
 * behind.
 */
class EmbeddedJoltTestExecutionListener extends AbstractTestExecutionListener {

	@Override
	public int getOrder() {
		return Ordered.LOWEST_PRECEDENCE - 100;
	}

	@Override
	public void beforeTestMethod(TestContext testContext) {
		captor(testContext, JoltMessageCaptor::beginTest);
	}

	@Override
	public void afterTestMethod(TestContext testContext) {
		captor(testContext, JoltMessageCaptor::endTest);
	}

	private static void captor(TestContext testContext, Consumer<JoltMessageCaptor> action) {
		// without a context there is no captor, and asking for the context would create
		// one
		if (testContext.hasApplicationContext()) {
			testContext.getApplicationContext().getBeanProvider(JoltMessageCaptor.class).ifAvailable(action);
		}
	}

}
