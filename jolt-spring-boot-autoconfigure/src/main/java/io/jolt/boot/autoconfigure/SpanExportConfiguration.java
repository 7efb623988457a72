package io.jolt.boot.autoconfigure;

import io.opentelemetry.sdk.trace.export.SpanExporter;

import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.micrometer.tracing.opentelemetry.autoconfigure.SpanExporters;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * Lets an exporter of spans publish what it exports: its publishes cause no spans. Not
 * needed without the bridge, because then observations do not become OpenTelemetry spans.
 */
@Configuration(proxyBeanMethods = false)
@ConditionalOnClass(value = { SpanExporters.class, SpanExporter.class },
		name = "io.micrometer.tracing.otel.bridge.OtelTracer")
final class SpanExportConfiguration {

	@Bean
	static SpanExportersPostProcessor joltSpanExportersPostProcessor() {
		return new SpanExportersPostProcessor();
	}

}
