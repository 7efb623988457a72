package io.jolt.spring.listener.adapter;

import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.DeserializationConfig;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.PropertyName;
import tools.jackson.databind.deser.SettableBeanProperty;
import tools.jackson.databind.deser.bean.BeanDeserializerBase;

/**
 * The properties that a mapper reads into a type.
 */
final class JsonProperties {

	// by each of its names, aliases among them
	private final Map<String, String> properties;

	private final Set<String> names;

	private final Set<String> required;

	private JsonProperties(Map<String, String> properties, Set<String> required) {
		this.properties = properties;
		this.names = Set.copyOf(properties.values());
		this.required = required;
	}

	static JsonProperties of(BeanDeserializerBase deserializer, DeserializationConfig config) {
		Map<String, String> properties = config.isEnabled(MapperFeature.ACCEPT_CASE_INSENSITIVE_PROPERTIES)
				? new TreeMap<>(String.CASE_INSENSITIVE_ORDER) : new HashMap<>();
		Set<String> required = new HashSet<>();
		for (Iterator<SettableBeanProperty> all = deserializer.properties(); all.hasNext();) {
			SettableBeanProperty property = all.next();
			if (property.isInjectionOnly()) {
				continue;
			}
			String name = property.getName();
			properties.put(name, name);
			for (PropertyName alias : property.findAliases(config)) {
				properties.put(alias.getSimpleName(), name);
			}
			if (property.isRequired() || isNeeded(property, config)) {
				required.add(name);
			}
		}
		return new JsonProperties(properties, required);
	}

	// what calling a constructor requires
	private static boolean isNeeded(SettableBeanProperty property, DeserializationConfig config) {
		return property.getCreatorIndex() >= 0
				&& (config.isEnabled(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
						|| (property.getType().isPrimitive()
								&& config.isEnabled(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)));
	}

	/**
	 * Compares them with an object's.
	 * @param jsonNames the names of the object's properties
	 * @return what matches and what does not
	 */
	Match match(Collection<String> jsonNames) {
		Set<String> known = new HashSet<>();
		int unknown = 0;
		for (String jsonName : jsonNames) {
			String name = this.properties.get(jsonName);
			if (name == null) {
				unknown++;
			}
			else {
				known.add(name);
			}
		}
		return new Match(known.size(), unknown, this.names.size() - known.size(), known.containsAll(this.required));
	}

	@Override
	public boolean equals(@Nullable Object other) {
		return other instanceof JsonProperties that && this.names.equals(that.names);
	}

	@Override
	public int hashCode() {
		return this.names.hashCode();
	}

	/**
	 * A type's properties and an object's.
	 *
	 * @param known how many of the type's the object has
	 * @param unknown how many of the object's the type does not have
	 * @param missing how many of the type's the object does not have
	 * @param complete whether the object has all that the type requires
	 */
	record Match(int known, int unknown, int missing, boolean complete) {

	}

}
