package io.jolt.boot.test;

import java.util.stream.Stream;

import io.jolt.boot.test.slice.JoltTestExample;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.junit.platform.engine.discovery.DiscoverySelectors;
import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;
import org.junit.platform.launcher.listeners.SummaryGeneratingListener;
import org.junit.platform.launcher.listeners.TestExecutionSummary;

import org.springframework.aot.AotDetector;
import org.springframework.aot.generate.GeneratedFiles.Kind;
import org.springframework.aot.generate.InMemoryGeneratedFiles;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.core.SpringProperties;
import org.springframework.test.context.aot.TestContextAotGenerator;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Test classes in a build that processes them ahead of time.
 */
class AheadOfTimeTests {

	@ParameterizedTest
	@ValueSource(
			classes = { OfAnApplication.class, OfAnApplication.Inner.class, Inheriting.class, JoltTestExample.class })
	void theBuildPassesThemOver(Class<?> testClass) {
		InMemoryGeneratedFiles files = new InMemoryGeneratedFiles();
		new TestContextAotGenerator(files).processAheadOfTime(Stream.of(testClass, WithoutBroker.class));
		assertThat(files.getGeneratedFiles(Kind.SOURCE).keySet()).anyMatch((name) -> name.contains("WithoutBroker"))
			.noneMatch((name) -> name.contains(testClass.getSimpleName()));
	}

	@ParameterizedTest
	@ValueSource(classes = { OfAnApplication.class, Inheriting.class, JoltTestExample.class })
	void theyAreSkippedWhereWhatWasGeneratedIsRun(Class<?> testClass) {
		SpringProperties.setProperty(AotDetector.AOT_ENABLED, "true");
		try {
			TestExecutionSummary summary = run(testClass);
			assertThat(summary.getContainersSkippedCount()).isPositive();
			assertThat(summary.getTestsStartedCount()).isZero();
			assertThat(summary.getTotalFailureCount()).isZero();
		}
		finally {
			SpringProperties.setProperty(AotDetector.AOT_ENABLED, null);
		}
	}

	@Test
	void otherwiseTheyRun() {
		TestExecutionSummary summary = run(OfAnApplication.class);
		assertThat(summary.getTotalFailureCount()).isZero();
		assertThat(summary.getTestsSucceededCount()).isEqualTo(2);
	}

	private static TestExecutionSummary run(Class<?> testClass) {
		LauncherDiscoveryRequest request = LauncherDiscoveryRequestBuilder.request()
			.selectors(DiscoverySelectors.selectClass(testClass))
			.build();
		SummaryGeneratingListener listener = new SummaryGeneratingListener();
		LauncherFactory.create().execute(request, listener);
		return listener.getSummary();
	}

	@SpringBootTest(classes = TestApplication.class)
	@EmbeddedJolt
	static class OfAnApplication {

		@Test
		void hasACaptor(JoltMessageCaptor captor) {
			assertThat(captor).isNotNull();
		}

		@Nested
		class Inner {

			@Test
			void hasACaptor(JoltMessageCaptor captor) {
				assertThat(captor).isNotNull();
			}

		}

	}

	static class Inheriting extends OfAnApplication {

	}

	@SpringBootTest(classes = Object.class)
	static class WithoutBroker {

	}

}
