package io.jolt.spring.annotation;

import java.lang.reflect.Method;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

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
 * @param methods the method or methods, with the types as their annotations name them
 */
record ListenerTarget(Object bean, String beanName, @Nullable Class<?> type, Map<Method, List<String>> methods) {

	static ListenerTarget method(Object bean, String beanName, Method method) {
		return new ListenerTarget(bean, beanName, null, Map.of(method, List.of()));
	}

	void check(ConfigurableBeanFactory factory) {
		Assert.isTrue(!this.methods.isEmpty(), "the class has no method with @JoltHandler");
		for (Method method : this.methods.keySet()) {
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
		return (this.type != null) ? this.beanName : this.beanName + "." + onlyMethod().getName();
	}

	/**
	 * Creates the endpoint.
	 * @param id the listener's id
	 * @param types resolves the types that an annotation names
	 * @return the endpoint
	 */
	MethodJoltListenerEndpoint endpoint(String id, UnaryOperator<List<String>> types) {
		Map<Method, List<String>> resolved = new LinkedHashMap<>();
		this.methods.forEach((method, named) -> resolved.put(method, types.apply(named)));
		return (this.type != null) ? new MethodJoltListenerEndpoint(id, this.bean, this.type, resolved)
				: new MethodJoltListenerEndpoint(id, this.bean, onlyMethod());
	}

	private Method onlyMethod() {
		return this.methods.keySet().iterator().next();
	}

	@Override
	public String toString() {
		return (this.type != null) ? this.type.toGenericString() : onlyMethod().toGenericString();
	}

}
