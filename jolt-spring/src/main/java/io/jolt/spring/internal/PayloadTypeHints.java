package io.jolt.spring.internal;

import java.beans.PropertyDescriptor;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Constructor;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

import org.springframework.aot.hint.BindingReflectionHintsRegistrar;
import org.springframework.aot.hint.ExecutableMode;
import org.springframework.aot.hint.ReflectionHints;
import org.springframework.beans.BeanUtils;
import org.springframework.core.MethodParameter;
import org.springframework.core.ReactiveAdapterRegistry;
import org.springframework.core.ResolvableType;
import org.springframework.core.annotation.MergedAnnotation.Adapt;
import org.springframework.core.annotation.MergedAnnotations;
import org.springframework.core.annotation.MergedAnnotations.SearchStrategy;
import org.springframework.messaging.Message;

/**
 * Registers the hints that a native image needs to read and write payloads: for their
 * types, the types of their elements and properties, and the subtypes that sealed types
 * and Jackson's annotations name. Not thread-safe.
 */
public final class PayloadTypeHints {

	private static final String ANNOTATIONS = "com.fasterxml.jackson.annotation.";

	private static final String DATABIND_ANNOTATIONS = "tools.jackson.databind.annotation.";

	// the attributes that name types which are read or written instead of the annotated
	// one
	private static final Map<String, Set<String>> NAMING = Map.of(ANNOTATIONS + "JsonSubTypes", Set.of("value"),
			ANNOTATIONS + "JsonTypeInfo", Set.of("defaultImpl"), DATABIND_ANNOTATIONS + "JsonDeserialize",
			Set.of("as", "contentAs", "keyAs", "builder"), DATABIND_ANNOTATIONS + "JsonSerialize",
			Set.of("as", "contentAs", "keyAs"));

	// bounds types that contain themselves with ever-changing type arguments
	private static final int MAX_VARIANTS = 20;

	private final BindingReflectionHintsRegistrar binding = new BindingReflectionHintsRegistrar();

	private final ReflectionHints hints;

	private final Set<String> seen = new HashSet<>();

	private final Map<Class<?>, Integer> variants = new HashMap<>();

	/**
	 * Creates an empty set of hints.
	 * @param hints where they are registered
	 */
	public PayloadTypeHints(ReflectionHints hints) {
		this.hints = hints;
	}

	/**
	 * Registers what a payload type needs.
	 * @param type the type, or one that wraps it
	 */
	public void register(ResolvableType type) {
		if (type.isArray()) {
			register(type.getComponentType());
			return;
		}
		Class<?> resolved = type.toClass();
		if (!this.seen.add(type.toString()) || this.variants.merge(resolved, 1, Integer::sum) > MAX_VARIANTS) {
			return;
		}
		if (!isWrapper(resolved)) {
			this.binding.registerReflectionHints(this.hints, resolved);
			if (hasMembers(resolved)) {
				registerSubtypes(resolved);
				registerMembers(type, resolved);
			}
		}
		for (ResolvableType generic : type.getGenerics()) {
			register(generic);
		}
	}

	// the conversion unwraps these
	private static boolean isWrapper(Class<?> type) {
		return type == Optional.class || Message.class.isAssignableFrom(type)
				|| CompletionStage.class.isAssignableFrom(type) || Flow.Publisher.class.isAssignableFrom(type)
				|| ReactiveAdapterRegistry.getSharedInstance().getAdapter(type) != null;
	}

	private static boolean hasMembers(Class<?> type) {
		return !type.isPrimitive() && !Stream.of("java.", "javax.", "tools.jackson.", "com.fasterxml.jackson.")
			.anyMatch(type.getName()::startsWith);
	}

	private void registerSubtypes(Class<?> type) {
		Class<?>[] permitted = type.getPermittedSubclasses();
		if (permitted != null) {
			Stream.of(permitted).map(ResolvableType::forClass).forEach(this::register);
		}
		registerNamed(type);
	}

	private void registerMembers(ResolvableType type, Class<?> resolved) {
		// superclasses and interfaces, with type variables resolved against this type
		Stream.concat(Stream.of(type.getSuperType()), Stream.of(type.getInterfaces()))
			.filter((supertype) -> hasMembers(supertype.toClass()))
			.forEach(this::register);
		for (Field field : resolved.getDeclaredFields()) {
			registerNamed(field);
			if (!Modifier.isStatic(field.getModifiers())
					&& (Modifier.isPublic(field.getModifiers()) || isAnnotated(field))) {
				register(ResolvableType.forField(field, type));
			}
		}
		for (Constructor<?> constructor : resolved.getDeclaredConstructors()) {
			for (int i = 0; i < constructor.getParameterCount(); i++) {
				registerNamed(constructor.getParameters()[i]);
				register(parameter(new MethodParameter(constructor, i), type));
			}
		}
		for (Method method : resolved.getDeclaredMethods()) {
			registerNamed(method);
			if (isAnnotated(method)) {
				this.hints.registerMethod(method, ExecutableMode.INVOKE);
				registerMethod(method, type);
			}
		}
		for (PropertyDescriptor property : BeanUtils.getPropertyDescriptors(resolved)) {
			Stream.of(Optional.ofNullable(property.getReadMethod()), Optional.ofNullable(property.getWriteMethod()))
				.flatMap(Optional::stream)
				.forEach((method) -> registerMethod(method, type));
		}
	}

	private void registerMethod(Method method, ResolvableType type) {
		register(parameter(new MethodParameter(method, -1), type));
		for (int i = 0; i < method.getParameterCount(); i++) {
			registerNamed(method.getParameters()[i]);
			register(parameter(new MethodParameter(method, i), type));
		}
	}

	private static ResolvableType parameter(MethodParameter parameter, ResolvableType type) {
		return ResolvableType.forMethodParameter(parameter, type);
	}

	private static boolean isAnnotated(AnnotatedElement element) {
		return MergedAnnotations.from(element)
			.stream()
			.map((annotation) -> annotation.getType().getName())
			.anyMatch((name) -> name.startsWith(ANNOTATIONS) || name.startsWith(DATABIND_ANNOTATIONS));
	}

	private void registerNamed(AnnotatedElement element) {
		MergedAnnotations annotations = MergedAnnotations.from(element, SearchStrategy.TYPE_HIERARCHY);
		NAMING.forEach((name, attributes) -> annotations.stream(name).forEach((annotation) -> {
			Map<String, Object> values = annotation.asMap(Adapt.ANNOTATION_TO_MAP);
			attributes.forEach((attribute) -> registerNamed(values.get(attribute)));
		}));
	}

	private void registerNamed(@Nullable Object value) {
		if (value instanceof Object[] several) {
			Stream.of(several).forEach(this::registerNamed);
		}
		else if (value instanceof Map<?, ?> subtype) {
			registerNamed(subtype.get("value"));
		}
		// defaults are Void and annotations
		else if (value instanceof Class<?> type && type != Void.class && !type.isAnnotation()) {
			register(ResolvableType.forClass(type));
		}
	}

}
