package io.jolt.spring.annotation;

import java.lang.reflect.Method;
import java.lang.reflect.Modifier;

import io.jolt.spring.listener.adapter.JoltMessageHandlerMethodFactory;

import org.springframework.aop.support.AopUtils;
import org.springframework.core.KotlinDetector;
import org.springframework.util.Assert;

/**
 * Ensures that a method can be called for a message.
 */
final class ListenerMethodChecks {

	private ListenerMethodChecks() {
	}

	/**
	 * Checks a method.
	 * @param bean the bean, which may be a proxy
	 * @param method the method of the bean's class
	 * @throws IllegalArgumentException if its modifiers prevent this, even if only for a
	 * proxy: any aspect may introduce one
	 * @throws IllegalStateException if the bean is a proxy that does not have it
	 */
	static void check(Object bean, Method method) {
		int modifiers = method.getModifiers();
		Assert.isTrue(!Modifier.isPrivate(modifiers) && !Modifier.isStatic(modifiers),
				"the method must be neither private nor static");
		// in Kotlin a method is final unless it is declared open
		boolean mayBeFinal = KotlinDetector.isKotlinType(method.getDeclaringClass()) && !AopUtils.isAopProxy(bean);
		Assert.isTrue(mayBeFinal || !Modifier.isFinal(modifiers),
				"the method must not be final: a proxy of the bean could not intercept it, and would call it on "
						+ "an object whose fields are empty");
		JoltMessageHandlerMethodFactory.selectInvocableMethod(bean, method);
	}

}
