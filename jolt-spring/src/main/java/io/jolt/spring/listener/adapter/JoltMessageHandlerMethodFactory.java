package io.jolt.spring.listener.adapter;

import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

import io.jolt.spring.core.JoltMessageConverters;
import org.jspecify.annotations.Nullable;

import org.springframework.aop.framework.AopProxyUtils;
import org.springframework.aop.support.AopUtils;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.core.MethodParameter;
import org.springframework.core.convert.ConversionService;
import org.springframework.format.support.DefaultFormattingConversionService;
import org.springframework.messaging.converter.MessageConverter;
import org.springframework.messaging.handler.MessagingAdviceBean;
import org.springframework.messaging.handler.annotation.Payload;
import org.springframework.messaging.handler.annotation.support.DefaultMessageHandlerMethodFactory;
import org.springframework.messaging.handler.annotation.support.HeaderMethodArgumentResolver;
import org.springframework.messaging.handler.annotation.support.MessageMethodArgumentResolver;
import org.springframework.messaging.handler.annotation.support.PayloadMethodArgumentResolver;
import org.springframework.messaging.handler.invocation.HandlerMethodArgumentResolver;
import org.springframework.messaging.handler.invocation.HandlerMethodArgumentResolverComposite;
import org.springframework.messaging.handler.invocation.InvocableHandlerMethod;
import org.springframework.validation.Validator;

/**
 * Makes listener methods callable: resolves their arguments from a delivery. Set it up
 * before its first use.
 */
public class JoltMessageHandlerMethodFactory extends DefaultMessageHandlerMethodFactory {

	private @Nullable MessageConverter messageConverter;

	private @Nullable Validator validator;

	private @Nullable BeanFactory beanFactory;

	private @Nullable ConversionService conversionService;

	private List<HandlerMethodArgumentResolver> customArgumentResolvers = List.of();

	// the superclass does not expose its own
	private final HandlerMethodArgumentResolverComposite argumentResolvers = new HandlerMethodArgumentResolverComposite();

	// null unless there is no JSON
	private @Nullable TextOnlyCheck textOnlyCheck;

	@Override
	public void setMessageConverter(MessageConverter messageConverter) {
		super.setMessageConverter(messageConverter);
		this.messageConverter = messageConverter;
	}

	@Override
	public void setValidator(Validator validator) {
		super.setValidator(validator);
		this.validator = validator;
	}

	@Override
	public void setConversionService(ConversionService conversionService) {
		super.setConversionService(conversionService);
		this.conversionService = conversionService;
	}

	@Override
	public void setBeanFactory(BeanFactory beanFactory) {
		super.setBeanFactory(beanFactory);
		this.beanFactory = beanFactory;
	}

	@Override
	public void setCustomArgumentResolvers(List<HandlerMethodArgumentResolver> customArgumentResolvers) {
		super.setCustomArgumentResolvers(customArgumentResolvers);
		this.customArgumentResolvers = List.copyOf(customArgumentResolvers);
	}

	@Override
	public void setArgumentResolvers(@Nullable List<HandlerMethodArgumentResolver> argumentResolvers) {
		super.setArgumentResolvers(argumentResolvers);
		this.argumentResolvers.clear();
		if (argumentResolvers != null) {
			this.argumentResolvers.addResolvers(argumentResolvers);
		}
	}

	@Override
	public void afterPropertiesSet() {
		if (this.messageConverter == null) {
			setMessageConverter(JoltMessageConverters.create());
		}
		if (this.conversionService == null) {
			DefaultFormattingConversionService conversions = new DefaultFormattingConversionService();
			conversions.addConverter(new InstantToDateConverter());
			setConversionService(conversions);
		}
		if (this.argumentResolvers.getResolvers().isEmpty()) {
			setArgumentResolvers(initArgumentResolvers());
		}
		super.afterPropertiesSet();
	}

	/**
	 * The beans that handle the exceptions of listeners in other beans.
	 * @return the beans in their order
	 */
	List<MessagingAdviceBean> adviceBeans() {
		ListenerAdvice advice = (this.beanFactory != null)
				? this.beanFactory.getBeanProvider(ListenerAdvice.class).getIfAvailable() : null;
		return (advice != null) ? advice.adviceBeans() : List.of();
	}

	/**
	 * Creates an extended copy of this factory.
	 * @param resolvers additional argument resolvers, before the payload's
	 * @param otherValidator the validator, or {@code null} for that of this factory
	 * @return the factory, ready to use
	 */
	public JoltMessageHandlerMethodFactory with(List<HandlerMethodArgumentResolver> resolvers,
			@Nullable Validator otherValidator) {
		JoltMessageHandlerMethodFactory factory = new JoltMessageHandlerMethodFactory();
		factory.setMessageConverter(Objects.requireNonNull(this.messageConverter, "not initialized"));
		Validator validatorToUse = (otherValidator != null) ? otherValidator : this.validator;
		if (validatorToUse != null) {
			factory.setValidator(validatorToUse);
		}
		if (this.conversionService != null) {
			factory.setConversionService(this.conversionService);
		}
		if (this.beanFactory != null) {
			factory.setBeanFactory(this.beanFactory);
		}
		List<HandlerMethodArgumentResolver> all = new ArrayList<>(this.customArgumentResolvers);
		all.addAll(resolvers);
		factory.setCustomArgumentResolvers(all);
		factory.afterPropertiesSet();
		return factory;
	}

	/**
	 * Makes a method callable.
	 * @param bean the bean, possibly a proxy, even of the interface that has the method
	 * @param method the method of the bean's class
	 * @throws IllegalStateException if the proxy lacks the method, if no validator can
	 * validate a payload that must be validated, or if a library that the call needs is
	 * missing
	 * @throws MissingJoltMessageConverterException if it takes something other than text
	 * that nothing can convert to
	 */
	@Override
	public InvocableHandlerMethod createInvocableHandlerMethod(Object bean, Method method) {
		Method invocable = selectInvocableMethod(bean, method);
		boolean throughInterface = AopUtils.isJdkDynamicProxy(bean) && !invocable.equals(method);
		ListenerMethod handlerMethod = new ListenerMethod(bean, throughInterface ? method : invocable, invocable,
				AopProxyUtils.ultimateTargetClass(bean));
		handlerMethod.setMessageMethodArgumentResolvers(this.argumentResolvers);
		requireNoExpression(handlerMethod);
		List<MethodParameter> constrained = constrained(handlerMethod);
		if (this.validator == null) {
			requireNothingToValidate(handlerMethod, constrained);
		}
		else if (!constrained.isEmpty()) {
			handlerMethod.setConstraints(ParameterConstraints.of(handlerMethod, constrained, this.validator));
		}
		if (this.textOnlyCheck != null) {
			this.textOnlyCheck.check(handlerMethod);
		}
		return handlerMethod;
	}

	/**
	 * Finds the method to call for a method of a bean's class, where the bean may be a
	 * proxy of an interface, even a generic one.
	 * @param bean the bean
	 * @param method the method of its class
	 * @return that method, or the interface's
	 * @throws IllegalStateException if the proxy does not have the method
	 */
	public static Method selectInvocableMethod(Object bean, Method method) {
		try {
			return AopUtils.selectInvocableMethod(method, bean.getClass());
		}
		catch (IllegalStateException ex) {
			Class<?> targetClass = AopProxyUtils.ultimateTargetClass(bean);
			for (Class<?> type : bean.getClass().getInterfaces()) {
				for (Method candidate : type.getMethods()) {
					if (AopUtils.getMostSpecificMethod(candidate, targetClass).equals(method)) {
						return candidate;
					}
				}
			}
			throw ex;
		}
	}

	private static List<MethodParameter> constrained(InvocableHandlerMethod method) {
		return Arrays.stream(method.getMethodParameters())
			.filter((parameter) -> PayloadValidation.constraint(parameter) != null)
			.toList();
	}

	// otherwise the annotation would silently do nothing
	private static void requireNothingToValidate(InvocableHandlerMethod method, List<MethodParameter> constrained) {
		for (MethodParameter parameter : method.getMethodParameters()) {
			Annotation annotation = PayloadValidation.demand(parameter);
			if (annotation == null && constrained.contains(parameter)) {
				annotation = PayloadValidation.constraint(parameter);
			}
			if (annotation != null) {
				throw new IllegalStateException("Cannot validate a parameter of " + method.getMethod().toGenericString()
						+ " as @" + annotation.annotationType().getSimpleName()
						+ " demands: there is no validator. Set one on the container factory, or with Spring "
						+ "Boot add spring-boot-starter-validation");
			}
		}
	}

	private void requireNoExpression(InvocableHandlerMethod method) {
		for (MethodParameter parameter : method.getMethodParameters()) {
			Payload annotation = parameter.getParameterAnnotation(Payload.class);
			if (annotation != null && !annotation.expression().isEmpty()
					&& !this.argumentResolvers.supportsParameter(parameter)) {
				throw new IllegalStateException("Cannot evaluate the expression of @Payload on a parameter of "
						+ method.getMethod().toGenericString() + ": expressions are not supported there");
			}
		}
	}

	@Override
	protected List<HandlerMethodArgumentResolver> initArgumentResolvers() {
		MessageConverter converter = Objects.requireNonNull(this.messageConverter);
		List<HandlerMethodArgumentResolver> resolvers = new ArrayList<>(super.initArgumentResolvers());
		PayloadValidation validation = new PayloadValidation(this.validator);
		resolvers.replaceAll((resolver) -> {
			if (resolver instanceof HeaderMethodArgumentResolver headerResolver) {
				return new HeaderArgumentResolver(headerResolver);
			}
			if (resolver instanceof MessageMethodArgumentResolver) {
				return new WholeMessageArgumentResolver(converter, validation);
			}
			if (resolver instanceof PayloadMethodArgumentResolver) {
				return new PayloadArgumentResolver(converter, validation);
			}
			return resolver;
		});
		resolvers.add(0, new JoltMessageArgumentResolver());
		resolvers.add(0, new StreamArgumentResolver(converter, validation));
		// after all others but the payload's, which takes what is left
		resolvers.add(resolvers.size() - 1, new PromiseArgumentResolver(converter, validation));
		resolvers.add(0, new ReplySenderArgumentResolver());
		resolvers.add(0, new ContinuationArgumentResolver());
		this.textOnlyCheck = JoltMessageConverters.isTextOnly(converter) ? new TextOnlyCheck(resolvers) : null;
		return resolvers;
	}

}
