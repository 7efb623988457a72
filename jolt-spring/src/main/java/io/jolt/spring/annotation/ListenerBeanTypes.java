package io.jolt.spring.annotation;

import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.LinkedHashSet;
import java.util.Set;

import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.annotation.AnnotatedBeanDefinition;
import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.beans.factory.support.AbstractBeanDefinition;
import org.springframework.beans.factory.support.RootBeanDefinition;
import org.springframework.core.MethodIntrospector;
import org.springframework.core.annotation.AnnotationUtils;
import org.springframework.core.annotation.MergedAnnotations;
import org.springframework.core.annotation.MergedAnnotations.SearchStrategy;
import org.springframework.core.type.MethodMetadata;
import org.springframework.util.ClassUtils;
import org.springframework.util.ReflectionUtils.MethodFilter;

/**
 * Determines whether a bean that is not created yet listens: whether its class, one of
 * its methods or what these override is annotated with {@link JoltListener}.
 * <p>
 * A {@code @Bean} method may declare a more general type than it returns, for example an
 * interface. What it returns is then read from its code: the classes that it instantiates
 * or names, also in the methods that it calls. What comes from a field, an interface
 * method or code that cannot be read is unknown, and {@link #isComplete()} is
 * {@code false}. It is best to declare the class that listens.
 * <p>
 * Immutable.
 */
public final class ListenerBeanTypes {

	private final Set<Class<?>> listening;

	private final Set<Class<?>> readClasses;

	private final boolean complete;

	private ListenerBeanTypes(Set<Class<?>> listening, Set<Class<?>> readClasses, boolean complete) {
		this.listening = Set.copyOf(listening);
		this.readClasses = Set.copyOf(readClasses);
		this.complete = complete;
	}

	/**
	 * Examines a bean.
	 * @param definition the bean's definition
	 * @param declaredType its type as far as it is known without creating it
	 * @return those of its possible types that listen
	 */
	public static ListenerBeanTypes of(BeanDefinition definition, Class<?> declaredType) {
		Class<?> userType = ClassUtils.getUserClass(declaredType);
		Set<Class<?>> listening = new LinkedHashSet<>();
		if (listens(userType)) {
			listening.add(userType);
		}
		if (Modifier.isFinal(userType.getModifiers())) {
			return new ListenerBeanTypes(listening, Set.of(), true);
		}
		FactoryMethodTypes returned = new FactoryMethodTypes(userType, userType.getClassLoader());
		boolean isComplete = read(definition, returned) ? returned.isComplete() : !isHidden(definition, userType);
		returned.types().stream().filter(ListenerBeanTypes::listens).forEach(listening::add);
		return new ListenerBeanTypes(listening, returned.readClasses(), isComplete);
	}

	private static boolean isHidden(BeanDefinition definition, Class<?> type) {
		boolean isSupplied = definition instanceof AbstractBeanDefinition bean && bean.getInstanceSupplier() != null
		// not the object that a factory bean creates
				&& type.getName().equals(bean.getBeanClassName());
		return definition.getFactoryMethodName() != null || (isSupplied && Modifier.isAbstract(type.getModifiers()));
	}

	private static boolean read(BeanDefinition definition, FactoryMethodTypes types) {
		Method method = (definition instanceof RootBeanDefinition root) ? root.getResolvedFactoryMethod() : null;
		if (method != null) {
			types.read(ClassUtils.getUserClass(method.getDeclaringClass()).getName(), method.getName());
			return true;
		}
		MethodMetadata metadata = (definition instanceof AnnotatedBeanDefinition annotated)
				? annotated.getFactoryMethodMetadata() : null;
		if (metadata != null) {
			types.read(metadata.getDeclaringClassName(), metadata.getMethodName());
		}
		return metadata != null;
	}

	/**
	 * The types that listen.
	 * @return the types, empty if the bean is not known to listen
	 */
	public Set<Class<?>> listening() {
		return this.listening;
	}

	/**
	 * Whether these are all types that listen which the bean can have.
	 * @return {@code false} if the factory method does not show what it returns
	 */
	public boolean isComplete() {
		return this.complete;
	}

	// their code must be available at run time, to find the same types
	Set<Class<?>> readClasses() {
		return this.readClasses;
	}

	/**
	 * Whether a class listens.
	 * @param type the class
	 * @return whether it, one of its methods or what these override is annotated
	 */
	static boolean listens(@Nullable Class<?> type) {
		if (type == null || !AnnotationUtils.isCandidateClass(type, JoltListener.class)) {
			return false;
		}
		MethodFilter isListener = ListenerBeanTypes::isListener;
		return isListener(type) || !MethodIntrospector.selectMethods(type, isListener).isEmpty();
	}

	private static boolean isListener(AnnotatedElement element) {
		return MergedAnnotations.from(element, SearchStrategy.TYPE_HIERARCHY).isPresent(JoltListener.class);
	}

}
