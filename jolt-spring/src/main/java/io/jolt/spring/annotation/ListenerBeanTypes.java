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
 * Tells of a bean that is not made yet whether it listens: whether its class, a method of
 * it or what these override is annotated with {@link JoltListener}.
 * <p>
 * A {@code @Bean} method may declare less than it returns, an interface for example. What
 * it returns is then read in its code: the classes it makes objects of and those it
 * names, in the methods that it calls too. What comes from a field, from a method of an
 * interface or from code that cannot be read, is not known: {@link #isComplete()} says
 * so. The surest is that the method declares the class that listens.
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
	 * Looks at a bean.
	 * @param definition the bean's definition
	 * @param declaredType its type as far as it is known without making it
	 * @return which of the types that it may have listen
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
		// other than what a factory bean makes
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
	 * @return the types; none if the bean does not listen, as far as it is known
	 */
	public Set<Class<?>> listening() {
		return this.listening;
	}

	/**
	 * Whether the bean can be of no other type that listens.
	 * @return {@code false} if what makes the bean does not show what it makes
	 */
	public boolean isComplete() {
		return this.complete;
	}

	// whose code must be there at run time to find the same
	Set<Class<?>> readClasses() {
		return this.readClasses;
	}

	/**
	 * Whether a class listens.
	 * @param type the class
	 * @return whether it, a method of it or what these override is annotated
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
