package io.jolt.boot.autoconfigure;

import java.util.List;

import io.jolt.spring.annotation.PropertyLists;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.bind.BindContext;
import org.springframework.boot.context.properties.bind.BindHandler;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.core.env.Environment;

/**
 * Finds lists as Spring Boot's binder does, including relaxed spellings.
 */
final class BoundPropertyLists implements PropertyLists {

	@Override
	public @Nullable List<String> find(Environment environment, String name) {
		ConfigurationPropertyName property = ConfigurationPropertyName.adapt(name, '.');
		if (property.isEmpty()) {
			return null;
		}
		ElementHandler handler = new ElementHandler(property);
		List<String> list = Binder.get(environment).bind(property, Bindable.listOf(String.class), handler).orElse(null);
		// a single string is left to the placeholder, unless only the binder finds this
		// spelling
		return (handler.hasElements || !environment.containsProperty(name)) ? list : null;
	}

	private static final class ElementHandler implements BindHandler {

		private final ConfigurationPropertyName list;

		// whether it is a list, rather than a single string that was split
		private boolean hasElements;

		ElementHandler(ConfigurationPropertyName list) {
			this.list = list;
		}

		@Override
		public Object onSuccess(ConfigurationPropertyName name, Bindable<?> target, BindContext context,
				Object result) {
			this.hasElements |= this.list.isParentOf(name);
			return result;
		}

	}

}
