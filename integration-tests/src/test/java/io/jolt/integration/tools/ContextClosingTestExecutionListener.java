package io.jolt.integration.tools;

import org.springframework.core.Ordered;
import org.springframework.test.annotation.DirtiesContext.HierarchyMode;
import org.springframework.test.context.TestContext;
import org.springframework.test.context.support.AbstractTestExecutionListener;

/**
 * Closes the application context of each test class after it. A context that is kept for
 * later tests has threads, and other tests in this JVM look for threads that are left.
 */
public class ContextClosingTestExecutionListener extends AbstractTestExecutionListener {

	@Override
	public int getOrder() {
		return Ordered.HIGHEST_PRECEDENCE;
	}

	@Override
	public void afterTestClass(TestContext testContext) {
		testContext.markApplicationContextDirty(HierarchyMode.EXHAUSTIVE);
	}

}
