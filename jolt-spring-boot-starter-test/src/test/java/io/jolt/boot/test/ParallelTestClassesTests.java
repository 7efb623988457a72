package io.jolt.boot.test;

import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;

import io.jolt.spring.core.JoltTemplate;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.platform.engine.discovery.DiscoverySelectors;
import org.junit.platform.launcher.Launcher;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;
import org.junit.platform.launcher.listeners.SummaryGeneratingListener;
import org.junit.platform.launcher.listeners.TestExecutionSummary;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Runs test classes in parallel, as JUnit does.
 */
class ParallelTestClassesTests {

	@Test
	void classesThatShareAContextDoNotDisturbEachOther() {
		TestExecutionSummary summary = run(One.class, Two.class);
		assertThat(summary.getFailures()).extracting((failure) -> failure.getException()).isEmpty();
		assertThat(summary.getTestsSucceededCount()).isEqualTo(2 * SharedContext.ROUNDS);
	}

	@Test
	void classesWithContextsOfTheirOwnDoNotSeeEachOther() {
		TestExecutionSummary summary = run(OwnOne.class, OwnTwo.class);
		assertThat(summary.getFailures()).extracting((failure) -> failure.getException()).isEmpty();
		assertThat(summary.getTestsSucceededCount()).isEqualTo(2);
	}

	private static TestExecutionSummary run(Class<?>... testClasses) {
		LauncherDiscoveryRequestBuilder request = LauncherDiscoveryRequestBuilder.request()
			.configurationParameter("junit.jupiter.execution.parallel.enabled", "true")
			.configurationParameter("junit.jupiter.execution.parallel.mode.classes.default", "concurrent")
			.configurationParameter("junit.jupiter.execution.parallel.config.strategy", "fixed")
			.configurationParameter("junit.jupiter.execution.parallel.config.fixed.parallelism", "2");
		for (Class<?> testClass : testClasses) {
			request.selectors(DiscoverySelectors.selectClass(testClass));
		}
		Launcher launcher = LauncherFactory.create();
		SummaryGeneratingListener listener = new SummaryGeneratingListener();
		launcher.execute(request.build(), listener);
		return listener.getSummary();
	}

	/**
	 * Each method ends while one of the other class is in the middle of its own.
	 */
	@SpringBootTest(classes = TestApplication.class, properties = { "parallel=shared", "jolt.startup=fail" })
	@EmbeddedJolt
	abstract static class SharedContext {

		static final int ROUNDS = 5;

		private static final CyclicBarrier BOTH = new CyclicBarrier(2);

		private final String topic = getClass().getSimpleName();

		@Autowired
		JoltTemplate template;

		@RepeatedTest(ROUNDS)
		void seesItsOwnMessagesWhicheverOtherTestEnds(JoltMessageCaptor captor) throws Exception {
			BOTH.await(30, TimeUnit.SECONDS);
			this.template.convertAndSend(this.topic, "a");
			assertThat(captor).hasMessagesExactly(this.topic, "a");
			BOTH.await(30, TimeUnit.SECONDS);
			if (this.topic.equals("Two")) {
				// lets the other method end first
				assertThat(captor).hasMessage("ended");
			}
			this.template.convertAndSend(this.topic, "b");
			assertThat(captor).hasMessagesExactly(this.topic, "a", "b");
			if (this.topic.equals("One")) {
				this.template.convertAndSend("ended", "");
			}
		}

	}

	static class One extends SharedContext {

	}

	static class Two extends SharedContext {

	}

	@SpringBootTest(classes = TestApplication.class, properties = { "parallel=one", "jolt.startup=fail" })
	@EmbeddedJolt
	static class OwnOne {

		static final CyclicBarrier BOTH = new CyclicBarrier(2);

		@Test
		void seesOneMessage(@Autowired JoltTemplate template, JoltMessageCaptor captor) throws Exception {
			BOTH.await(30, TimeUnit.SECONDS);
			template.convertAndSend("same", getClass().getSimpleName());
			assertThat(captor).hasMessagesExactly("same", getClass().getSimpleName());
			BOTH.await(30, TimeUnit.SECONDS);
			assertThat(captor).hasMessages("same", 1);
		}

	}

	@SpringBootTest(classes = TestApplication.class, properties = { "parallel=two", "jolt.startup=fail" })
	@EmbeddedJolt
	static class OwnTwo extends OwnOne {

	}

}
