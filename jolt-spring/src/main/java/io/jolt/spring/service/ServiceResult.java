package io.jolt.spring.service;

import java.lang.reflect.Method;
import java.lang.reflect.Type;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import java.util.concurrent.Future;
import java.util.stream.BaseStream;

import io.jolt.client.JoltMessage;
import io.jolt.client.JoltReply;
import io.jolt.client.PublishResult;
import io.jolt.spring.service.ReactiveTypes.Kind;
import org.jspecify.annotations.Nullable;

import org.springframework.core.GenericTypeResolver;
import org.springframework.core.KotlinDetector;
import org.springframework.core.ResolvableType;
import org.springframework.messaging.converter.MessageConversionException;
import org.springframework.util.Assert;
import org.springframework.util.ClassUtils;

/**
 * What a method returns. Immutable.
 *
 * @param container how the caller gets it
 * @param containerType the return type
 * @param content what is sent or asked for
 * @param contentType what the payload of a reply or item is converted to
 * @param optional whether a missing value is an empty {@link Optional}
 */
record ServiceResult(Container container, Class<?> containerType, Content content, ResolvableType contentType,
		boolean optional) {

	private static final boolean REACTOR_PRESENT = isPresent("reactor.core.publisher.Mono");

	private static final boolean COROUTINES_PRESENT = REACTOR_PRESENT && isPresent("kotlinx.coroutines.reactor.MonoKt");

	private static boolean isPresent(String className) {
		return ClassUtils.isPresent(className, ServiceResult.class.getClassLoader());
	}

	/**
	 * The kind of a reactive type.
	 * @param type a type
	 * @return the kind, or {@code null} if it is not reactive, or Reactor is absent
	 */
	static @Nullable Kind reactiveKind(Class<?> type) {
		return REACTOR_PRESENT ? ReactiveTypes.kind(type) : null;
	}

	/**
	 * Reads the return type of a method.
	 * @param method the method
	 * @param serviceType the interface, which may have inherited the method
	 * @return the result
	 * @throws IllegalArgumentException if a client cannot return that
	 */
	static ServiceResult of(Method method, Class<?> serviceType) {
		if (KotlinDetector.isSuspendingFunction(method)) {
			Assert.isTrue(COROUTINES_PRESENT, "is suspending, which needs Reactor and "
					+ "org.jetbrains.kotlinx:kotlinx-coroutines-reactor on the class path");
			ResolvableType returned = continued(method, serviceType);
			// the proxy turns these into what the function returns
			return (reactiveKind(returned.toClass()) == Kind.STREAM)
					? new ServiceResult(Container.REACTIVE_STREAM, reactor("Flux"), Content.VALUE,
							streamed(returned.getGeneric(0)), false)
					: content(Container.REACTIVE, reactor("Mono"), returned);
		}
		ResolvableType returned = resolved(method.getGenericReturnType(), serviceType);
		Class<?> type = (returned.resolve() != null) ? returned.toClass() : Object.class;
		if (type == Flow.Publisher.class) {
			return new ServiceResult(Container.FLOW, type, Content.VALUE, streamed(returned.getGeneric(0)), false);
		}
		if (type == CompletableFuture.class || type == CompletionStage.class || type == Future.class) {
			return content(Container.FUTURE, type, returned.getGeneric(0));
		}
		Kind kind = reactiveKind(type);
		if (kind == Kind.STREAM) {
			return new ServiceResult(Container.REACTIVE_STREAM, type, Content.VALUE, streamed(returned.getGeneric(0)),
					false);
		}
		return (kind == Kind.NOTHING)
				? new ServiceResult(Container.REACTIVE, type, Content.NOTHING, ResolvableType.NONE, false)
				: (kind == Kind.SINGLE) ? content(Container.REACTIVE, type, returned.getGeneric(0))
						: content(Container.BLOCKING, type, returned);
	}

	/**
	 * Ensures that the result can be had for what is sent.
	 * @param streaming whether the payload is a stream
	 * @throws IllegalArgumentException if it cannot
	 */
	void requireFitting(boolean streaming) {
		Assert.isTrue(!streaming || (this.content != Content.PUBLISH_RESULT && this.content != Content.REPLY),
				() -> "has a stream as its payload, but returns what a single message gets: " + this.contentType);
	}

	/**
	 * Ensures that a value can be returned.
	 * @param value the value
	 * @return the value
	 * @throws MessageConversionException if it is missing, and the type is primitive
	 */
	@Nullable Object checked(@Nullable Object value) {
		if (value == null && this.content == Content.VALUE && this.containerType.isPrimitive()) {
			throw new MessageConversionException("The reply is empty, and so not a " + this.containerType);
		}
		return value;
	}

	// of the continuation, which takes the result
	private static ResolvableType continued(Method method, Class<?> serviceType) {
		Type[] parameters = method.getGenericParameterTypes();
		return resolved(parameters[parameters.length - 1], serviceType).getGeneric(0);
	}

	// not what still has the variables of an interface that declares the method
	private static ResolvableType resolved(Type type, Class<?> serviceType) {
		return ResolvableType.forType(GenericTypeResolver.resolveType(type, serviceType));
	}

	private static Class<?> reactor(String name) {
		return ClassUtils.resolveClassName("reactor.core.publisher." + name, ServiceResult.class.getClassLoader());
	}

	private static ResolvableType streamed(ResolvableType item) {
		ServiceResult single = content(Container.FLOW, Flow.Publisher.class, item);
		Assert.isTrue(single.content == Content.VALUE && !single.optional,
				() -> "returns a stream of what is not a payload: " + item);
		return item;
	}

	private static ServiceResult content(Container container, Class<?> containerType, ResolvableType declared) {
		boolean optional = declared.toClass() == Optional.class && declared.resolve() != null;
		ResolvableType type = optional ? declared.getGeneric(0) : declared;
		Class<?> resolved = type.resolve();
		Assert.isTrue(resolved != null,
				() -> "returns a type that is not known: " + declared + ". Declare what the reply is converted to");
		if (resolved == void.class || resolved == Void.class || "kotlin.Unit".equals(resolved.getName())) {
			return new ServiceResult(container, containerType, Content.NOTHING, ResolvableType.NONE, optional);
		}
		if (resolved == PublishResult.class) {
			return new ServiceResult(container, containerType, Content.PUBLISH_RESULT, type, optional);
		}
		if (resolved == JoltReply.class) {
			return new ServiceResult(container, containerType, Content.REPLY, type, optional);
		}
		Assert.isTrue(isPayload(resolved), () -> "returns a type that a reply cannot be converted to: " + declared);
		return new ServiceResult(container, containerType, Content.VALUE, type, optional);
	}

	private static boolean isPayload(Class<?> type) {
		return reactiveKind(type) == null && !Flow.Publisher.class.isAssignableFrom(type)
				&& !Future.class.isAssignableFrom(type) && !CompletionStage.class.isAssignableFrom(type)
				&& !BaseStream.class.isAssignableFrom(type) && !JoltMessage.class.isAssignableFrom(type)
				&& type != Optional.class;
	}

	/**
	 * How the caller gets the result.
	 */
	enum Container {

		/**
		 * The method waits.
		 */
		BLOCKING,

		/**
		 * As a future.
		 */
		FUTURE,

		/**
		 * As a reactive type with at most one value; starts with each subscriber.
		 */
		REACTIVE,

		/**
		 * As a reactive type with any number of values.
		 */
		REACTIVE_STREAM,

		/**
		 * As the JDK's publisher.
		 */
		FLOW

	}

	/**
	 * What is sent or asked for.
	 */
	enum Content {

		/**
		 * A message is published, or a stream sent to its end.
		 */
		NOTHING,

		/**
		 * A message is published, and the broker's answer returned.
		 */
		PUBLISH_RESULT,

		/**
		 * A reply is asked for, and returned as it is.
		 */
		REPLY,

		/**
		 * A reply or items are asked for.
		 */
		VALUE

	}

}
