package io.jolt.boot.autoconfigure;

import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.StreamSupport;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.bind.PropertySourcesPlaceholdersResolver;
import org.springframework.boot.context.properties.source.ConfigurationProperty;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertySource;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.boot.context.properties.source.ConfigurationPropertyState;
import org.springframework.core.env.Environment;
import org.springframework.core.env.SystemEnvironmentPropertySource;

/**
 * Distinguishes the application's properties from the environment variables that
 * Kubernetes sets for the services of a namespace. A service {@code jolt} leads to, among
 * others, {@code JOLT_PORT=tcp://10.96.0.12:8080} and {@code JOLT_SERVICE_HOST}, which
 * look like {@code jolt.port} and {@code jolt.service.host} by accident.
 */
public final class KubernetesServiceLinks {

	private static final ConfigurationPropertyName ROOT = ConfigurationPropertyName.of("jolt");

	private static final String PORT = "port";

	private static final Pattern LINK = Pattern.compile("(tcp|udp|sctp)://.*");

	private KubernetesServiceLinks() {
	}

	/**
	 * Creates a binder that ignores these variables.
	 * @param environment the application's properties
	 * @return the binder
	 */
	public static Binder binder(Environment environment) {
		return new Binder(sources(environment), new PropertySourcesPlaceholdersResolver(environment));
	}

	/**
	 * Whether the value of a property is a service link.
	 * @param environment the application's properties
	 * @param name the property's name
	 * @return {@code true} if the value comes from a variable of Kubernetes
	 */
	static boolean isLink(Environment environment, ConfigurationPropertyName name) {
		for (ConfigurationPropertySource source : ConfigurationPropertySources.get(environment)) {
			ConfigurationProperty property = source.getConfigurationProperty(name);
			if (property != null) {
				return isEnvironment(source) && isLink(property);
			}
		}
		return false;
	}

	/**
	 * Whether the application sets a property or one below it.
	 * @param environment the application's properties
	 * @param name the property's name
	 * @return {@code false} if only variables of Kubernetes set it, or nothing does
	 */
	static boolean isSet(Environment environment, ConfigurationPropertyName name) {
		return sources(environment).stream()
			.anyMatch((source) -> source.getConfigurationProperty(name) != null
					|| source.containsDescendantOf(name) == ConfigurationPropertyState.PRESENT);
	}

	private static List<ConfigurationPropertySource> sources(Environment environment) {
		return StreamSupport.stream(ConfigurationPropertySources.get(environment).spliterator(), false)
			.map((source) -> isEnvironment(source) ? source.filter((name) -> !isOfService(name, source)) : source)
			.toList();
	}

	private static boolean isEnvironment(ConfigurationPropertySource source) {
		return source.getUnderlyingSource() instanceof SystemEnvironmentPropertySource;
	}

	// <service>.port and everything below it, <service>.service.host and
	// <service>.service.port
	private static boolean isOfService(ConfigurationPropertyName name, ConfigurationPropertySource source) {
		if (!ROOT.isAncestorOf(name)) {
			return false;
		}
		for (int length = 1; length < name.getNumberOfElements(); length++) {
			String next = name.getElement(length, ConfigurationPropertyName.Form.UNIFORM);
			if ((PORT.equals(next) || ("service".equals(next) && isHostOrPort(name, length + 1)))
					&& isLink(source.getConfigurationProperty(name.chop(length).append(PORT)))) {
				return true;
			}
		}
		return false;
	}

	private static boolean isHostOrPort(ConfigurationPropertyName name, int index) {
		if (index >= name.getNumberOfElements()) {
			return false;
		}
		String element = name.getElement(index, ConfigurationPropertyName.Form.UNIFORM);
		return "host".equals(element) || PORT.equals(element);
	}

	private static boolean isLink(@Nullable ConfigurationProperty property) {
		return property != null && property.getValue() instanceof CharSequence value && LINK.matcher(value).matches();
	}

}
