package io.jolt.spring.annotation;

import java.lang.reflect.Method;
import java.util.List;

import io.jolt.spring.config.MethodJoltListenerEndpoint;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.config.ConfigurableBeanFactory;
import org.springframework.util.Assert;

/**
 * The target of an annotation: a method of a bean, or the handler methods of its class.
 *
 * @param bean the bean, which may be a proxy
 * @param beanName its name
 * @param type the bean's class if the annotation is on it, or else {@code null}
 * @param methods the method or methods
 * @param defaultMethod the default method, if any
 */
record ListenerTarget(Object bean, String beanName, @Nullable Class<?> type, List<Method> methods,
		@Nullable Method defaultMethod) {

	static ListenerTarget method(Object bean, String beanName, Method method) {
		return new ListenerTarget(bean, beanName, null, List.of(method), null);
	}

	void check(ConfigurableBeanFactory factory) {
		Assert.isTrue(!this.methods.isEmpty(), "the class has no method with @JoltHandler");
		for (Method method : this.methods) {
			try {
				ListenerMethodChecks.check(this.bean, method);
			}
			catch (IllegalArgumentException | IllegalStateException ex) {
				throw (this.type != null)
						? new IllegalArgumentException(method.toGenericString() + ": " + ex.getMessage(), ex) : ex;
			}
		}
		Assert.isTrue(!factory.containsBean(this.beanName) || factory.isSingleton(this.beanName),
				"the bean must be a singleton, or each instance would listen");
	}

	String defaultId() {
		return (this.type != null) ? this.beanName : this.beanName + "." + this.methods.get(0).getName();
	}

	MethodJoltListenerEndpoint endpoint(String id) {
		return (this.type != null)
				? new MethodJoltListenerEndpoint(id, this.bean, this.type, this.methods, this.defaultMethod)
				: new MethodJoltListenerEndpoint(id, this.bean, this.methods.get(0));
	}

	@Override
	public String toString() {
		return (this.type != null) ? this.type.toGenericString() : this.methods.get(0).toGenericString();
	}

}
