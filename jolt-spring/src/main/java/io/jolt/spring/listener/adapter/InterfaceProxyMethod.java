package io.jolt.spring.listener.adapter;

import java.lang.reflect.Method;

import org.jspecify.annotations.Nullable;

import org.springframework.messaging.handler.invocation.InvocableHandlerMethod;

/**
 * A method that is called through a proxy of its interface, but whose parameters are
 * those of the class: there are their annotations, and there type variables have a value.
 */
final class InterfaceProxyMethod extends InvocableHandlerMethod {

	private final Class<?> targetClass;

	private final Call call;

	InterfaceProxyMethod(Object proxy, Method method, Method interfaceMethod, Class<?> targetClass) {
		super(proxy, method);
		this.targetClass = targetClass;
		this.call = new Call(proxy, interfaceMethod);
	}

	@Override
	protected Class<?> getContainingClass() {
		return this.targetClass;
	}

	@Override
	protected @Nullable Object doInvoke(@Nullable Object... args) throws Exception {
		return this.call.doInvoke(args);
	}

	private static final class Call extends InvocableHandlerMethod {

		Call(Object proxy, Method interfaceMethod) {
			super(proxy, interfaceMethod);
		}

		@Override
		protected @Nullable Object doInvoke(@Nullable Object... args) throws Exception {
			return super.doInvoke(args);
		}

	}

}
