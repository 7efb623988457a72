package io.jolt.spring.listener.adapter;

import java.lang.reflect.Method;

import org.jspecify.annotations.Nullable;

import org.springframework.messaging.Message;
import org.springframework.messaging.handler.invocation.InvocableHandlerMethod;

/**
 * A method whose parameters are those of the bean's class: there are their annotations,
 * and there type variables have a value. It may be called through a proxy of an
 * interface, though.
 */
class ListenerMethod extends InvocableHandlerMethod {

	private final Class<?> targetClass;

	private final Call call;

	/**
	 * Creates a method.
	 * @param bean the bean, which may be a proxy
	 * @param method the method with the parameters
	 * @param invocable the method to call, another one where the bean is a proxy of an
	 * interface
	 * @param targetClass the class of the bean behind all proxies
	 */
	ListenerMethod(Object bean, Method method, Method invocable, Class<?> targetClass) {
		super(bean, method);
		this.targetClass = targetClass;
		this.call = new Call(bean, invocable);
	}

	@Override
	protected Class<?> getContainingClass() {
		return this.targetClass;
	}

	// the superclass logs all arguments on the way
	@Override
	public @Nullable Object invoke(Message<?> message, @Nullable Object... providedArgs) throws Exception {
		return doInvoke(getMethodArgumentValues(message, providedArgs));
	}

	@Override
	protected @Nullable Object doInvoke(@Nullable Object... args) throws Exception {
		return this.call.doInvoke(args);
	}

	private static final class Call extends InvocableHandlerMethod {

		Call(Object bean, Method invocable) {
			super(bean, invocable);
		}

		@Override
		protected @Nullable Object doInvoke(@Nullable Object... args) throws Exception {
			return super.doInvoke(args);
		}

		// the arguments hold what was sent
		@Override
		protected String formatInvokeError(String text, @Nullable Object[] args) {
			return "Cannot call " + getMethod().toGenericString() + " of " + getBeanType().getName() + ": " + text;
		}

	}

}
