package io.jolt.spring.annotation;

import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.ObjectFactory;
import org.springframework.beans.factory.config.Scope;

/**
 * Lets an annotation's expressions refer to the annotated bean.
 */
final class ListenerScope implements Scope {

	/**
	 * The name of the bean in expressions.
	 */
	static final String BEAN = "__listener";

	private static final ThreadLocal<@Nullable Object> bean = new ThreadLocal<>();

	void with(Object listener, Runnable action) {
		Object outer = bean.get();
		bean.set(listener);
		try {
			action.run();
		}
		finally {
			if (outer != null) {
				bean.set(outer);
			}
			else {
				bean.remove();
			}
		}
	}

	@Override
	public @Nullable Object resolveContextualObject(String key) {
		return BEAN.equals(key) ? bean.get() : null;
	}

	@Override
	public Object get(String name, ObjectFactory<?> objectFactory) {
		throw new UnsupportedOperationException();
	}

	@Override
	public @Nullable Object remove(String name) {
		throw new UnsupportedOperationException();
	}

	@Override
	public void registerDestructionCallback(String name, Runnable callback) {
	}

}
