package io.jolt.spring.listener.adapter;

import java.lang.reflect.GenericArrayType;
import java.lang.reflect.Type;

import org.springframework.core.ResolvableType;

/**
 * Replaces a type's variables by the values from its context, or else by their bounds.
 */
final class ResolvedType {

	// a variable's bound may lead back to the variable
	private static final int MAX_DEPTH = 16;

	private ResolvedType() {
	}

	static Type of(ResolvableType type) {
		return resolve(type, 0);
	}

	private static Type resolve(ResolvableType type, int depth) {
		Class<?> resolved = type.toClass();
		if (type.getType() instanceof Class<?> || depth == MAX_DEPTH) {
			return resolved;
		}
		if (type.isArray()) {
			Type component = resolve(type.getComponentType(), depth + 1);
			return (component instanceof Class<?>) ? resolved : new ArrayOf(component);
		}
		ResolvableType[] generics = type.getGenerics();
		if (generics.length == 0 || generics.length != resolved.getTypeParameters().length) {
			return resolved;
		}
		ResolvableType[] resolvedGenerics = new ResolvableType[generics.length];
		for (int i = 0; i < generics.length; i++) {
			resolvedGenerics[i] = ResolvableType.forType(resolve(generics[i], depth + 1));
		}
		return ResolvableType.forClassWithGenerics(resolved, resolvedGenerics).getType();
	}

	/**
	 * An array whose elements' type has generics.
	 */
	private static final class ArrayOf implements GenericArrayType {

		private final Type componentType;

		ArrayOf(Type componentType) {
			this.componentType = componentType;
		}

		@Override
		public Type getGenericComponentType() {
			return this.componentType;
		}

		@Override
		public String getTypeName() {
			return this.componentType.getTypeName() + "[]";
		}

	}

}
