package io.jolt.boot.autoconfigure;

import java.util.Set;
import java.util.TreeSet;

import io.jolt.client.JoltClient;
import io.jolt.spring.config.DefaultJoltListenerContainerFactory;
import io.jolt.spring.config.JoltClientLifecycle;
import io.jolt.spring.config.JoltListenerContainerFactory;
import io.jolt.spring.core.JoltOperations;
import io.jolt.spring.core.JoltTemplate;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.NoSuchBeanDefinitionException;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.diagnostics.analyzer.AbstractInjectionFailureAnalyzer;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.core.env.Environment;

/**
 * Lists the named connections if a bean of a connection that does not exist should be
 * injected. Without named connections this is left to Spring Boot's own analyzer, which
 * comes later.
 */
@Order(Ordered.HIGHEST_PRECEDENCE + 100)
class NoDefaultJoltConnectionFailureAnalyzer extends AbstractInjectionFailureAnalyzer<NoSuchBeanDefinitionException> {

	private static final Set<Class<?>> TYPES = Set.of(JoltClient.class, JoltOperations.class, JoltTemplate.class,
			JoltClientLifecycle.class, JoltConnectionDetails.class, JoltListenerContainerFactory.class,
			DefaultJoltListenerContainerFactory.class);

	private final Environment environment;

	NoDefaultJoltConnectionFailureAnalyzer(Environment environment) {
		this.environment = environment;
	}

	@Override
	protected @Nullable FailureAnalysis analyze(Throwable rootFailure, NoSuchBeanDefinitionException cause,
			@Nullable String description) {
		Class<?> type = (cause.getResolvableType() != null) ? cause.getResolvableType().resolve() : null;
		Set<String> names = (type != null && TYPES.contains(type)) ? JoltConnectionNames.of(this.environment)
				: Set.of();
		if (type == null || names.isEmpty()) {
			return null;
		}
		String where = (description != null) ? description : "The application";
		return new FailureAnalysis(
				where + " required a bean of type '" + type.getName()
						+ "' that could not be found. The Jolt connections " + "are " + new TreeSet<>(names)
						+ "; a default one exists only if a property locates its broker.",
				"Name a connection with @Qualifier, for example @Qualifier(\"" + names.iterator().next()
						+ "\"), or locate the "
						+ "default connection's broker with 'jolt.url', or 'jolt.host' and 'jolt.port'.",
				cause);
	}

}
