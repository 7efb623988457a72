package io.jolt.boot.test;

import java.util.function.Consumer;

import org.springframework.core.Ordered;
import org.springframework.test.context.TestContext;
import org.springframework.test.context.support.AbstractTestExecutionListener;

/**
 * Tells the captor and the responder which test methods run, so that they can remove what
 * these leave behind.
 */
class EmbeddedJoltTestExecutionListener extends AbstractTestExecutionListener {

	@Override
	public int getOrder() {
		return Ordered.LOWEST_PRECEDENCE - 100;
	}

	@Override
	public void beforeTestMethod(TestContext testContext) {
		ifPresent(testContext, JoltMessageCaptor.class, JoltMessageCaptor::beginTest);
	}

	@Override
	public void afterTestMethod(TestContext testContext) {
		ifPresent(testContext, JoltMessageCaptor.class, JoltMessageCaptor::endTest);
		ifPresent(testContext, JoltResponderStub.class, JoltResponderStub::endTest);
	}

	private static <T> void ifPresent(TestContext testContext, Class<T> type, Consumer<T> action) {
		// without a context there is none, and asking for the context would create one
		if (testContext.hasApplicationContext()) {
			testContext.getApplicationContext().getBeanProvider(type).ifAvailable(action);
		}
	}

}
