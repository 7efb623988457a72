package io.jolt.integration.observation;

import java.util.Collection;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;

import io.jolt.broker.JoltBroker;
import io.jolt.spring.core.JoltTemplate;
import io.micrometer.tracing.exporter.FinishedSpan;
import io.micrometer.tracing.exporter.SpanExportingPredicate;
import io.micrometer.tracing.exporter.SpanFilter;
import io.micrometer.tracing.exporter.SpanReporter;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * An exporter that publishes what it exports, on the thread that Spring Boot exports on.
 */
@Timeout(90)
class PublishingSpanExporterTests {

	// more flushes than it takes to see one span cause the next
	private static final int FLUSHES = 3;

	@Test
	void whatAnExporterPublishesCausesNoSpans() {
		try (ConfigurableApplicationContext context = run()) {
			PublishingExporter exporter = context.getBean(PublishingExporter.class);
			context.getBean(JoltTemplate.class).convertAndSend("orders", "1");
			flush(context);
			assertThat(exporter.exported).containsExactly("publish");
			assertThat(exporter.published).containsExactly("publish");
			assertThat(exporter.threads).doesNotContain(Thread.currentThread());
		}
	}

	@Test
	void whatTheApplicationPublishesAfterAnExportIsObserved() {
		try (ConfigurableApplicationContext context = run()) {
			PublishingExporter exporter = context.getBean(PublishingExporter.class);
			JoltTemplate template = context.getBean(JoltTemplate.class);
			template.convertAndSend("orders", "1");
			flush(context);
			template.convertAndSend("orders", "2");
			flush(context);
			assertThat(exporter.exported).containsExactly("publish", "publish");
		}
	}

	@ParameterizedTest
	@ValueSource(classes = { PublishingReporter.class, PublishingPredicate.class, PublishingFilter.class })
	void whatIsPublishedBeforeAnExportCausesNoSpans(Class<?> observer) {
		try (ConfigurableApplicationContext context = run(observer)) {
			PublishingExporter exporter = context.getBean(PublishingExporter.class);
			context.getBean(JoltTemplate.class).convertAndSend("orders", "1");
			flush(context);
			assertThat(exporter.exported).containsExactly("publish");
			assertThat(context.getBean(JoltBroker.class).stats().messagesIn()).isEqualTo(3);
		}
	}

	private static void flush(ConfigurableApplicationContext context) {
		SdkTracerProvider provider = context.getBean(SdkTracerProvider.class);
		for (int i = 0; i < FLUSHES; i++) {
			assertThat(provider.forceFlush().join(20, TimeUnit.SECONDS).isSuccess()).isTrue();
		}
	}

	private static ConfigurableApplicationContext run(Class<?>... beans) {
		return new SpringApplicationBuilder(Application.class).sources(beans)
			.web(WebApplicationType.NONE)
			.registerShutdownHook(false)
			.run("--spring.config.name=none", "--jolt.embedded.enabled=true", "--jolt.startup=fail",
					"--management.tracing.sampling.probability=1",
					// only the test's flushes export
					"--management.opentelemetry.tracing.export.schedule-delay=1h", "--spring.main.banner-mode=off");
	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class Application {

		@Bean
		PublishingExporter exporter(JoltTemplate template) {
			return new PublishingExporter(template);
		}

	}

	static class PublishingReporter implements SpanReporter {

		private final JoltTemplate template;

		PublishingReporter(JoltTemplate template) {
			this.template = template;
		}

		@Override
		public void report(FinishedSpan span) {
			this.template.convertAndSend("spans", span.getName());
		}

		@Override
		public void close() {
			// holds nothing
		}

	}

	static class PublishingPredicate implements SpanExportingPredicate {

		private final JoltTemplate template;

		PublishingPredicate(JoltTemplate template) {
			this.template = template;
		}

		@Override
		public boolean isExportable(FinishedSpan span) {
			this.template.convertAndSend("spans", span.getName());
			return true;
		}

	}

	static class PublishingFilter implements SpanFilter {

		private final JoltTemplate template;

		PublishingFilter(JoltTemplate template) {
			this.template = template;
		}

		@Override
		public FinishedSpan map(FinishedSpan span) {
			this.template.convertAndSend("spans", span.getName());
			return span;
		}

	}

	static class PublishingExporter implements SpanExporter {

		private final JoltTemplate template;

		private final Queue<String> exported = new ConcurrentLinkedQueue<>();

		private final Queue<String> published = new ConcurrentLinkedQueue<>();

		private final Queue<Thread> threads = new ConcurrentLinkedQueue<>();

		PublishingExporter(JoltTemplate template) {
			this.template = template;
		}

		@Override
		public CompletableResultCode export(Collection<SpanData> spans) {
			for (SpanData span : spans) {
				this.exported.add(span.getName());
				publish(span.getName());
			}
			return CompletableResultCode.ofSuccess();
		}

		@Override
		public CompletableResultCode flush() {
			return CompletableResultCode.ofSuccess();
		}

		@Override
		public CompletableResultCode shutdown() {
			return CompletableResultCode.ofSuccess();
		}

		private void publish(String text) {
			this.threads.add(Thread.currentThread());
			this.template.convertAndSend("spans", text);
			this.published.add(text);
		}

	}

}
