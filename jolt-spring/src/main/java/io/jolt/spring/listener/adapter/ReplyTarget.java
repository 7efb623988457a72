package io.jolt.spring.listener.adapter;

import java.lang.reflect.Method;

import io.jolt.spring.core.JoltOperations;
import org.jspecify.annotations.Nullable;

import org.springframework.aop.support.AopUtils;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.messaging.handler.annotation.SendTo;
import org.springframework.util.Assert;
import org.springframework.util.StringValueResolver;

/**
 * Finds where the replies of a bean's methods go: {@link SendTo} on the method, else on
 * the class.
 */
final class ReplyTarget {

	private final Class<?> beanType;

	private final @Nullable StringValueResolver resolver;

	ReplyTarget(Object bean, @Nullable StringValueResolver resolver) {
		this.beanType = AopUtils.getTargetClass(bean);
		this.resolver = resolver;
	}

	SendToReplies sender(Method method, JoltOperations operations) {
		return new SendToReplies(operations, topic(method));
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

}
