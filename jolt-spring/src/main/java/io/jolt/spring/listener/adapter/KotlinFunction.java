package io.jolt.spring.listener.adapter;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import kotlin.jvm.JvmClassMappingKt;
import kotlin.reflect.KClass;
import kotlin.reflect.KFunction;
import kotlin.reflect.KParameter;
import kotlin.reflect.jvm.KCallablesJvm;
import kotlin.reflect.jvm.ReflectJvmMapping;
import org.jspecify.annotations.Nullable;

import org.springframework.core.CoroutinesUtils;
import org.springframework.core.KotlinDetector;
import org.springframework.util.ClassUtils;

/**
 * A Kotlin listener method that Java's reflection cannot call properly: it suspends or
 * has default arguments. Safe for use by several threads.
 */
abstract class KotlinFunction {

	private KotlinFunction() {
	}

	/**
	 * Calls the function.
	 * @param bean the bean
	 * @param args its arguments; {@code null} for what was not sent
	 * @return its result, possibly asynchronous
	 * @throws Exception what it throws
	 */
	abstract @Nullable Object call(Object bean, @Nullable Object[] args) throws Exception;

	/**
	 * Examines a method.
	 * @param method the method
	 * @return how to call it, or {@code null} if it is called like one in Java
	 * @throws IllegalStateException if it cannot be called properly because a library is
	 * missing
	 */
	static @Nullable KotlinFunction of(Method method) {
		if (!KotlinDetector.isKotlinType(method.getDeclaringClass())) {
			return null;
		}
		if (KotlinDetector.isSuspendingFunction(method)) {
			require(method, "suspends", "org.jetbrains.kotlin:kotlin-reflect", "kotlin.reflect.full.KClasses");
			require(method, "suspends", "io.projectreactor:reactor-core", "reactor.core.publisher.Mono");
			require(method, "suspends", "org.jetbrains.kotlinx:kotlinx-coroutines-reactor",
					"kotlinx.coroutines.reactor.MonoKt");
			return new Suspending(method);
		}
		if (hasDefaults(method)) {
			require(method, "has default arguments", "org.jetbrains.kotlin:kotlin-reflect",
					"kotlin.reflect.full.KClasses");
			return WithDefaults.of(method);
		}
		return null;
	}

	// Kotlin adds a method with the defaults, for an interface in a separate class
	private static boolean hasDefaults(Method method) {
		String name = method.getName() + "$default";
		for (Class<?> type = method.getDeclaringClass(); type != null; type = type.getSuperclass()) {
			if (declares(type, name)
					|| Arrays.stream(type.getInterfaces()).anyMatch((implemented) -> inherits(implemented, name))) {
				return true;
			}
		}
		return false;
	}

	private static boolean inherits(Class<?> type, String name) {
		return declares(type, name)
				|| Arrays.stream(type.getDeclaredClasses())
					.anyMatch((nested) -> nested.getSimpleName().equals("DefaultImpls") && declares(nested, name))
				|| Arrays.stream(type.getInterfaces()).anyMatch((extended) -> inherits(extended, name));
	}

	private static boolean declares(Class<?> type, String name) {
		return Arrays.stream(type.getDeclaredMethods()).anyMatch((method) -> method.getName().equals(name));
	}

	private static void require(Method method, String what, String library, String className) {
		if (!ClassUtils.isPresent(className, method.getDeclaringClass().getClassLoader())) {
			throw new IllegalStateException("Cannot call " + method.toGenericString() + ", which " + what + ": add "
					+ library + " to the class path");
		}
	}

	private static final class Suspending extends KotlinFunction {

		private final Method method;

		Suspending(Method method) {
			this.method = method;
		}

		@Override
		Object call(Object bean, @Nullable Object[] args) {
			return CoroutinesUtils.invokeSuspendingFunction(this.method, bean, args);
		}

	}

	private static final class WithDefaults extends KotlinFunction {

		private final KFunction<?> function;

		private final List<KParameter> parameters;

		private WithDefaults(KFunction<?> function) {
			this.function = function;
			this.parameters = function.getParameters();
			KCallablesJvm.setAccessible(function, true);
		}

		static @Nullable KotlinFunction of(Method method) {
			KFunction<?> function = ReflectJvmMapping.getKotlinFunction(method);
			if (function == null || function.getParameters().stream().noneMatch(KParameter::isOptional)) {
				return null;
			}
			for (Class<?> type : function.getParameters()
				.stream()
				.map((parameter) -> parameter.getType().getClassifier())
				.filter(KClass.class::isInstance)
				.map((classifier) -> JvmClassMappingKt.getJavaClass((KClass<?>) classifier))
				.toList()) {
				if (KotlinDetector.isInlineClass(type)) {
					throw new IllegalStateException("Cannot call " + method.toGenericString()
							+ ": it has both default arguments and a parameter of the value class " + type.getName());
				}
			}
			return new WithDefaults(function);
		}

		@Override
		@Nullable Object call(Object bean, @Nullable Object[] args) throws Exception {
			Map<KParameter, @Nullable Object> arguments = new HashMap<>();
			int index = 0;
			for (KParameter parameter : this.parameters) {
				if (parameter.getKind() == KParameter.Kind.INSTANCE) {
					arguments.put(parameter, bean);
					continue;
				}
				Object argument = args[index];
				if (argument != null || !parameter.isOptional()) {
					arguments.put(parameter, argument);
				}
				index++;
			}
			try {
				return this.function.callBy(arguments);
			}
			catch (Exception ex) {
				// Kotlin does not declare what it throws
				if (ex instanceof InvocationTargetException && ex.getCause() instanceof Exception thrown) {
					throw thrown;
				}
				if (ex instanceof InvocationTargetException && ex.getCause() instanceof Error thrown) {
					throw thrown;
				}
				throw ex;
			}
		}

	}

}
