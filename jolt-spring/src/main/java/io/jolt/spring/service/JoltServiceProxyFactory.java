package io.jolt.spring.service;

import java.lang.invoke.MethodHandles;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.jolt.spring.core.JoltOperations;
import org.aopalliance.intercept.MethodInterceptor;
import org.aopalliance.intercept.MethodInvocation;
import org.jspecify.annotations.Nullable;

import org.springframework.aop.ProxyMethodInvocation;
import org.springframework.aop.framework.ProxyFactory;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.core.convert.ConversionService;
import org.springframework.core.convert.support.DefaultConversionService;
import org.springframework.util.Assert;
import org.springframework.util.ReflectionUtils;
import org.springframework.util.StringValueResolver;

/**
 * Makes clients of interfaces whose methods have {@link JoltExchange} annotations. Safe
 * for use by several threads, as the clients are.
 * <p>
 * What a method sends is its parameter without an annotation, or with
 * {@link org.springframework.messaging.handler.annotation.Payload @Payload}: a payload,
 * or a stream of them ({@code Flux}, {@link java.util.concurrent.Flow.Publisher}).
 * Parameters with {@link org.springframework.messaging.handler.annotation.Header @Header}
 * or {@link org.springframework.messaging.handler.annotation.Headers @Headers} are
 * headers; {@code null} and an empty {@link java.util.Optional} are left out.
 * <p>
 * What it returns decides what is done:
 * <ul>
 * <li>nothing ({@code void}): the message is published, and the method returns when the
 * broker has answered. {@link io.jolt.client.PublishResult} is that answer. After a
 * stream, it returns when the other side has ended the call,</li>
 * <li>a type: a reply is requested and converted to it. It may be {@code null}, or an
 * {@code Optional}, if the reply has no value,</li>
 * <li>a stream: a call is opened when somebody subscribes.</li>
 * </ul>
 * In a {@link java.util.concurrent.CompletableFuture} the result is asked for at once, in
 * a {@code Mono} for each subscriber; otherwise the method blocks. Failures are those of
 * {@link io.jolt.client.JoltClient}, all of them {@link io.jolt.client.JoltException}s,
 * or a {@link org.springframework.messaging.converter.MessageConversionException}; a
 * method that blocks throws them as they are. Reactor is needed only for its own types.
 */
public final class JoltServiceProxyFactory {

	private final Exchanges exchanges;

	private final @Nullable StringValueResolver embeddedValueResolver;

	private final @Nullable Duration replyTimeout;

	private final HeaderValues headerValues;

	private final List<JoltServiceArgumentResolver> argumentResolvers;

	private JoltServiceProxyFactory(Exchanges exchanges, Builder builder) {
		this.exchanges = exchanges;
		this.embeddedValueResolver = builder.embeddedValueResolver;
		this.replyTimeout = builder.replyTimeout;
		this.headerValues = new HeaderValues((builder.conversionService != null) ? builder.conversionService
				: DefaultConversionService.getSharedInstance());
		this.argumentResolvers = List.copyOf(builder.argumentResolvers);
	}

	/**
	 * Starts a factory.
	 * @param operations sends what the clients' methods are called with
	 * @return a builder
	 */
	public static Builder builder(JoltOperations operations) {
		Assert.notNull(operations, "operations must not be null");
		return new Builder(new TemplateExchanges(operations));
	}

	static Builder builder(Exchanges exchanges) {
		return new Builder(exchanges);
	}

	/**
	 * Makes a client of an interface.
	 * @param serviceType the interface
	 * @param <S> the interface
	 * @return the client
	 * @throws IllegalArgumentException if one of the interface's methods cannot be
	 * called; the text names it and says why
	 */
	public <S> S createClient(Class<S> serviceType) {
		Assert.notNull(serviceType, "serviceType must not be null");
		Assert.isTrue(serviceType.isInterface() && !serviceType.isAnnotation(),
				() -> "Cannot make a client of " + serviceType.getName() + ": it must be an interface");
		Map<Method, ServiceMethod> methods = new HashMap<>();
		for (Method method : serviceType.getMethods()) {
			boolean annotated = AnnotatedElementUtils.hasAnnotation(method, JoltExchange.class);
			boolean implemented = method.isDefault() || Modifier.isStatic(method.getModifiers())
					|| ReflectionUtils.isObjectMethod(method);
			if (annotated ? !method.isBridge() : !implemented) {
				methods.put(method, method(method, serviceType));
			}
		}
		Assert.isTrue(!methods.isEmpty(),
				() -> "Cannot make a client of " + serviceType.getName() + ": it has no method with @JoltExchange");
		ProxyFactory proxy = new ProxyFactory();
		proxy.addInterface(serviceType);
		proxy.addAdvice(new Interceptor(serviceType, Map.copyOf(methods)));
		return serviceType.cast(proxy.getProxy(serviceType.getClassLoader()));
	}

	private ServiceMethod method(Method method, Class<?> serviceType) {
		try {
			return new ServiceMethod(method, ExchangeSettings.of(method, serviceType, this::resolvePlaceholders),
					new ServiceArguments(method, serviceType, this.argumentResolvers, this.headerValues,
							this::resolvePlaceholders),
					ServiceResult.of(method, serviceType), this.exchanges, this.replyTimeout);
		}
		catch (IllegalArgumentException ex) {
			throw new IllegalArgumentException("Cannot make a client of " + serviceType.getName() + ": its method "
					+ signature(method) + " " + ex.getMessage(), ex);
		}
	}

	private static String signature(Method method) {
		return Stream.of(method.getParameterTypes())
			.map(Class::getSimpleName)
			.collect(Collectors.joining(", ", method.getName() + "(", ")"));
	}

	private @Nullable String resolvePlaceholders(@Nullable String text) {
		return (this.embeddedValueResolver != null && text != null)
				? this.embeddedValueResolver.resolveStringValue(text) : text;
	}

	/**
	 * Collects the parts of a factory. Not safe for use by several threads.
	 */
	public static final class Builder {

		private final Exchanges exchanges;

		private @Nullable StringValueResolver embeddedValueResolver;

		private @Nullable Duration replyTimeout;

		private @Nullable ConversionService conversionService;

		private final List<JoltServiceArgumentResolver> argumentResolvers = new ArrayList<>();

		private Builder(Exchanges exchanges) {
			this.exchanges = exchanges;
		}

		/**
		 * Sets what resolves the placeholders in annotations.
		 * @param embeddedValueResolver the resolver, or {@code null} for none; then
		 * placeholders are refused
		 * @return this builder
		 */
		public Builder embeddedValueResolver(@Nullable StringValueResolver embeddedValueResolver) {
			this.embeddedValueResolver = embeddedValueResolver;
			return this;
		}

		/**
		 * Sets how long a method waits for its reply, or for its call to be accepted,
		 * unless its {@link JoltExchange#timeout()} says otherwise.
		 * @param replyTimeout the limit, positive, or {@code null} for the client's reply
		 * time-out
		 * @return this builder
		 */
		public Builder replyTimeout(@Nullable Duration replyTimeout) {
			Assert.isTrue(replyTimeout == null || (!replyTimeout.isNegative() && !replyTimeout.isZero()),
					() -> "replyTimeout must be positive but is " + replyTimeout);
			this.replyTimeout = replyTimeout;
			return this;
		}

		/**
		 * Sets what turns arguments into the text of headers that the header mapper does
		 * not write itself.
		 * @param conversionService the service, or {@code null} for Spring's default one
		 * @return this builder
		 */
		public Builder conversionService(@Nullable ConversionService conversionService) {
			this.conversionService = conversionService;
			return this;
		}

		/**
		 * Adds a resolver, which is asked before those that are built in and after those
		 * that were added before.
		 * @param resolver the resolver
		 * @return this builder
		 */
		public Builder argumentResolver(JoltServiceArgumentResolver resolver) {
			Assert.notNull(resolver, "resolver must not be null");
			this.argumentResolvers.add(resolver);
			return this;
		}

		/**
		 * Creates the factory.
		 * @return the factory
		 */
		public JoltServiceProxyFactory build() {
			return new JoltServiceProxyFactory(this.exchanges, this);
		}

	}

	/**
	 * Handles the calls of a client.
	 *
	 * @param serviceType the interface
	 * @param methods the methods that are not implemented
	 */
	private record Interceptor(Class<?> serviceType, Map<Method, ServiceMethod> methods) implements MethodInterceptor {

		@Override
		public @Nullable Object invoke(MethodInvocation invocation) throws Throwable {
			Method method = invocation.getMethod();
			ServiceMethod known = this.methods.get(method);
			if (known != null) {
				return known.invoke(invocation.getArguments());
			}
			if (method.isDefault() && invocation instanceof ProxyMethodInvocation proxied) {
				return invokeDefault(proxied.getProxy(), method, invocation.getArguments());
			}
			if (ReflectionUtils.isToStringMethod(method)) {
				return "Jolt client of " + this.serviceType.getName();
			}
			throw new IllegalStateException("No method of a client: " + method);
		}

		private static @Nullable Object invokeDefault(Object proxy, Method method, @Nullable Object[] args)
				throws Throwable {
			Class<?> declaring = method.getDeclaringClass();
			if (Modifier.isPublic(declaring.getModifiers())) {
				return InvocationHandler.invokeDefault(proxy, method, args);
			}
			// that refuses the interfaces of another package that are not public
			return MethodHandles.privateLookupIn(declaring, MethodHandles.lookup())
				.unreflectSpecial(method, declaring)
				.bindTo(proxy)
				.invokeWithArguments(args);
		}

	}

}
