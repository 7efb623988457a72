package io.jolt.boot.test;

import java.lang.reflect.Method;
import java.lang.reflect.Parameter;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;

import io.jolt.broker.JoltBroker;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.platform.commons.support.AnnotationSupport;

import org.springframework.beans.factory.annotation.ParameterResolutionDelegate;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.test.context.TestContextAnnotationUtils;
import org.springframework.test.context.junit.jupiter.SpringExtension;
import org.springframework.util.Assert;

/**
 * Passes the captor, the responder and the broker to test methods: those of the
 * application context, or without one, those of the test class.
 */
class EmbeddedJoltParameterResolver implements ParameterResolver, BeforeEachCallback, AfterEachCallback {

	private static final Namespace NAMESPACE = Namespace.create(EmbeddedJoltParameterResolver.class);

	private static final Set<Class<?>> TYPES = Set.of(JoltMessageCaptor.class, JoltResponderStub.class,
			JoltBroker.class);

	@Override
	public boolean supportsParameter(ParameterContext parameterContext, ExtensionContext extensionContext) {
		Parameter parameter = parameterContext.getParameter();
		// Spring's extension resolves annotated parameters and those of constructors
		return TYPES.contains(parameter.getType()) && parameterContext.getDeclaringExecutable() instanceof Method
				&& !ParameterResolutionDelegate.isAutowirable(parameter, parameterContext.getIndex());
	}

	@Override
	public Object resolveParameter(ParameterContext parameterContext, ExtensionContext extensionContext) {
		Class<?> type = parameterContext.getParameter().getType();
		StandaloneBroker standalone = standalone(extensionContext);
		if (standalone == null) {
			return SpringExtension.getApplicationContext(extensionContext).getBean(type);
		}
		if (type == JoltResponderStub.class) {
			return standalone.responder();
		}
		return (type == JoltBroker.class) ? standalone.broker() : standalone.captor();
	}

	@Override
	public void beforeEach(ExtensionContext extensionContext) {
		withoutContext(extensionContext, (standalone) -> standalone.captor().beginTest());
	}

	@Override
	public void afterEach(ExtensionContext extensionContext) {
		withoutContext(extensionContext, (standalone) -> {
			standalone.captor().endTest();
			standalone.responder().endTest();
		});
	}

	// Spring notifies those of an application context
	private static void withoutContext(ExtensionContext extensionContext, Consumer<StandaloneBroker> action) {
		StandaloneBroker standalone = standalone(extensionContext);
		if (standalone != null) {
			action.accept(standalone);
		}
	}

	private static @Nullable StandaloneBroker standalone(ExtensionContext extensionContext) {
		List<Class<?>> testClasses = Stream
			.concat(extensionContext.getEnclosingTestClasses().stream(), extensionContext.getTestClass().stream())
			.toList();
		if (testClasses.stream().anyMatch(EmbeddedJoltParameterResolver::isSpring)) {
			return null;
		}
		EmbeddedJolt settings = TestContextAnnotationUtils.findMergedAnnotation(extensionContext.getRequiredTestClass(),
				EmbeddedJolt.class);
		Assert.state(settings != null, "@EmbeddedJolt is not on the test class");
		ExtensionContext ofClass = extensionContext;
		while (ofClass.getTestMethod().isPresent()) {
			ofClass = ofClass.getParent().orElseThrow();
		}
		return ofClass.getStore(NAMESPACE)
			.computeIfAbsent(settings, (key) -> new StandaloneBroker(settings, new StandardEnvironment()),
					StandaloneBroker.class);
	}

	private static boolean isSpring(Class<?> testClass) {
		return AnnotationSupport.findRepeatableAnnotations(testClass, ExtendWith.class)
			.stream()
			.flatMap((extendWith) -> Stream.of(extendWith.value()))
			.anyMatch(SpringExtension.class::equals);
	}

}
