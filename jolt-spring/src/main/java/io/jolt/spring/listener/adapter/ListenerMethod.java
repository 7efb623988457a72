package io.jolt.spring.listener.adapter;

import java.lang.reflect.Method;

import org.apache.commons.logging.impl.NoOpLog;
import org.jspecify.annotations.Nullable;

import org.springframework.core.KotlinDetector;
import org.springframework.core.convert.ConversionException;
import org.springframework.messaging.Message;
import org.springframework.messaging.handler.invocation.InvocableHandlerMethod;

/**
 * A method with the parameters of the bean's class, which has their annotations and the
 * values of type variables. It may still be called through a proxy of an interface.
 */
class ListenerMethod extends InvocableHandlerMethod {

	private final Class<?> targetClass;

	private final Call call;

	// null if Java's reflection calls it properly
	private final @Nullable KotlinFunction function;

	// set before the first use
	private @Nullable ParameterConstraints constraints;

	/**
	 * Creates a method.
	 * @param bean the bean, which may be a proxy
	 * @param method the method with the parameters
	 * @param invocable the method to call, different if the bean is a proxy of an
	 * interface
	 * @param targetClass the class of the bean behind all proxies
	 * @throws IllegalStateException if a library that the call needs is missing
	 */
	ListenerMethod(Object bean, Method method, Method invocable, Class<?> targetClass) {
		super(bean, method);
		// would repeat unescaped a failure that is logged elsewhere
		setLogger(new NoOpLog());
		this.targetClass = targetClass;
		this.call = new Call(bean, invocable);
		this.function = KotlinDetector.isKotlinPresent() ? KotlinFunction.of(this.call.bridged()) : null;
	}

	/**
	 * Sets what is checked before the method is called.
	 * @param constraints the constraints on its payload
	 */
	void setConstraints(ParameterConstraints constraints) {
		this.constraints = constraints;
	}

	@Override
	protected Class<?> getContainingClass() {
		return this.targetClass;
	}

	// the superclass logs all arguments on the way
	@Override
	public @Nullable Object invoke(Message<?> message, @Nullable Object... providedArgs) throws Exception {
		@Nullable Object[] args = arguments(message, providedArgs);
		if (this.constraints != null) {
			this.constraints.check(message, args);
		}
		return doInvoke(args);
	}

	private @Nullable Object[] arguments(Message<?> message, @Nullable Object... providedArgs) throws Exception {
		try {
			return getMethodArgumentValues(message, providedArgs);
		}
		catch (ConversionException ex) {
			throw new ArgumentConversionException(ex);
		}
	}

	@Override
	protected @Nullable Object doInvoke(@Nullable Object... args) throws Exception {
		return (this.function != null) ? this.function.call(getBean(), args) : this.call.doInvoke(args);
	}

	private static final class Call extends InvocableHandlerMethod {

		Call(Object bean, Method invocable) {
			super(bean, invocable);
		}

		Method bridged() {
			return getBridgedMethod();
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
