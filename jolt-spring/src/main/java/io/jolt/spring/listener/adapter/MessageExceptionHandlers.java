package io.jolt.spring.listener.adapter;

import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiFunction;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;

import org.springframework.aop.framework.AopProxyUtils;
import org.springframework.messaging.Message;
import org.springframework.messaging.handler.MessagingAdviceBean;
import org.springframework.messaging.handler.annotation.support.AnnotationExceptionHandlerMethodResolver;
import org.springframework.messaging.handler.annotation.support.MessageHandlerMethodFactory;
import org.springframework.messaging.handler.invocation.AbstractExceptionHandlerMethodResolver;

/**
 * The {@code @MessageExceptionHandler} methods that serve the listeners of one bean: its
 * own, and those of the advice beans. Safe for use by several threads.
 */
final class MessageExceptionHandlers {

	private final List<Source> sources;

	private MessageExceptionHandlers(List<Source> sources) {
		this.sources = sources;
	}

	/**
	 * Finds the methods.
	 * @param bean the listener's bean, which may be a proxy
	 * @param methodFactory knows the advice if it is a
	 * {@link JoltMessageHandlerMethodFactory}
	 * @param callables makes a bean's method callable
	 * @return the methods, or {@code null} if there are none
	 * @throws IllegalStateException if two methods of a bean handle the same exception,
	 * or one none
	 */
	static @Nullable MessageExceptionHandlers of(Object bean, MessageHandlerMethodFactory methodFactory,
			BiFunction<Object, Method, ReplyingHandlerMethod> callables) {
		Class<?> beanType = AopProxyUtils.ultimateTargetClass(bean);
		List<Source> sources = new ArrayList<>();
		addTo(sources, beanType, (method) -> callables.apply(bean, method));
		if (methodFactory instanceof JoltMessageHandlerMethodFactory factory) {
			for (MessagingAdviceBean advice : factory.adviceBeans()) {
				Class<?> adviceType = advice.getBeanType();
				if (adviceType != null && advice.isApplicableToBeanType(beanType)) {
					Object adviceBean = advice.resolveBean();
					addTo(sources, adviceType, (method) -> callables.apply(adviceBean, method));
				}
			}
		}
		return sources.isEmpty() ? null : new MessageExceptionHandlers(List.copyOf(sources));
	}

	private static void addTo(List<Source> sources, Class<?> type, Function<Method, ReplyingHandlerMethod> callables) {
		AnnotationExceptionHandlerMethodResolver resolver = new AnnotationExceptionHandlerMethodResolver(type);
		if (resolver.hasExceptionMappings()) {
			sources.add(new Source(resolver, callables, new ConcurrentHashMap<>()));
		}
	}

	/**
	 * Calls the method for an exception.
	 * @param error why a listener failed
	 * @param message the message it failed on
	 * @return the method that has handled it, or {@code null} if there is none for it
	 * @throws Exception what the method throws, or why it could not be called or its
	 * result sent
	 */
	@Nullable ReplyingHandlerMethod handle(Throwable error, Message<?> message) throws Exception {
		ReplyingHandlerMethod method = find(error);
		if (method == null) {
			return null;
		}
		try {
			method.invoke(message, causes(error).toArray());
			return method;
		}
		catch (Throwable ex) {
			if (ex != error) {
				ex.addSuppressed(error);
			}
			throw ex;
		}
	}

	// from the first bean with one for it or a cause, outermost first; there the
	// most specific
	private @Nullable ReplyingHandlerMethod find(Throwable error) {
		for (Source source : this.sources) {
			for (Throwable current : causes(error)) {
				ReplyingHandlerMethod method = source.find(current.getClass());
				if (method != null) {
					return method;
				}
			}
		}
		return null;
	}

	// the outermost first
	private static List<Throwable> causes(Throwable error) {
		List<Throwable> result = new ArrayList<>();
		for (Throwable current = error; current != null && !result.contains(current); current = current.getCause()) {
			result.add(current);
		}
		return result;
	}

	/**
	 * The methods of one bean.
	 *
	 * @param resolver chooses a method
	 * @param callables makes a method callable
	 * @param made those already created
	 */
	private record Source(AbstractExceptionHandlerMethodResolver resolver,
			Function<Method, ReplyingHandlerMethod> callables, Map<Method, ReplyingHandlerMethod> made) {

		@Nullable ReplyingHandlerMethod find(Class<? extends Throwable> type) {
			Method method = this.resolver.resolveMethodByExceptionType(type);
			return (method != null) ? this.made.computeIfAbsent(method, this.callables) : null;
		}

	}

}
