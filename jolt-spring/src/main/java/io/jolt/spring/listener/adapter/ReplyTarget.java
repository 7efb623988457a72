package io.jolt.spring.listener.adapter;

import java.lang.reflect.Method;
import java.util.Collection;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Future;

import io.jolt.spring.core.JoltOperations;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.aop.support.AopUtils;
import org.springframework.core.ReactiveAdapterRegistry;
import org.springframework.core.ResolvableType;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.messaging.Message;
import org.springframework.messaging.handler.annotation.SendTo;
import org.springframework.util.Assert;
import org.springframework.util.StringValueResolver;

/**
 * Finds where the replies of a bean's methods go: {@link SendTo} on the method, else on
 * the class.
 */
final class ReplyTarget {

	private static final Logger log = LoggerFactory.getLogger(MethodListenerFactory.class);

	private final Class<?> beanType;

	private final @Nullable StringValueResolver resolver;

	ReplyTarget(Object bean, @Nullable StringValueResolver resolver) {
		this.beanType = AopUtils.getTargetClass(bean);
		this.resolver = resolver;
	}

	ReplySender sender(Method method, JoltOperations operations, String listenerId) {
		ReplyTopic topic = topic(method);
		if (topic == null && returnsPlainValue(method)) {
			log.warn("What {} of listener '{}' returns is not sent: it has no @SendTo", method.toGenericString(),
					listenerId);
		}
		return new ReplySender(operations, topic);
	}

	private @Nullable ReplyTopic topic(Method method) {
		SendTo annotation = AnnotatedElementUtils.findMergedAnnotation(method, SendTo.class);
		if (annotation == null && method.getReturnType() != void.class) {
			annotation = AnnotatedElementUtils.findMergedAnnotation(this.beanType, SendTo.class);
		}
		if (annotation == null) {
			return null;
		}
		String[] topics = annotation.value();
		Assert.isTrue(topics.length == 1, () -> "Invalid @SendTo for " + method.toGenericString()
				+ ": it must name one topic but names " + topics.length);
		try {
			String topic = (this.resolver != null) ? this.resolver.resolveStringValue(topics[0]) : topics[0];
			return ReplyTopic.of((topic != null) ? topic : "");
		}
		catch (IllegalArgumentException ex) {
			throw new IllegalArgumentException(
					"Invalid @SendTo for " + method.toGenericString() + ": " + ex.getMessage(), ex);
		}
	}

	private boolean returnsPlainValue(Method method) {
		ResolvableType type = ResolvableType.forMethodReturnType(method, this.beanType);
		if (isPromise(type.toClass())) {
			type = type.getGeneric();
		}
		if (Collection.class.isAssignableFrom(type.toClass())) {
			type = type.getGeneric();
		}
		Class<?> returned = type.toClass();
		return returned != void.class && returned != Void.class && returned != Object.class
				&& !Message.class.isAssignableFrom(returned);
	}

	private static boolean isPromise(Class<?> type) {
		return Future.class.isAssignableFrom(type) || CompletionStage.class.isAssignableFrom(type)
				|| ReactiveAdapterRegistry.getSharedInstance().getAdapter(type) != null;
	}

}
