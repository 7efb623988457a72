package io.jolt.boot.autoconfigure;

import java.util.List;

import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.boot.micrometer.tracing.opentelemetry.autoconfigure.SpanExporters;

/**
 * Replaces the exporters that Spring Boot exports spans with, but not the exporters' own
 * beans, by ones whose publishes are not observed. Spring Boot exports on a thread of its
 * own, so each span of such a publish would cause the next.
 */
final class SpanExportersPostProcessor implements BeanPostProcessor {

	@Override
	public Object postProcessAfterInitialization(Object bean, String beanName) {
		if (bean instanceof SpanExporters exporters) {
			List<UnobservedSpanExporter> unobserved = exporters.list()
				.stream()
				.map(UnobservedSpanExporter::new)
				.toList();
			return SpanExporters.of(unobserved);
		}
		return bean;
	}

}
