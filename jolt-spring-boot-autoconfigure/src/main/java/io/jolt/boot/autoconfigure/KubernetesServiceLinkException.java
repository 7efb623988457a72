package io.jolt.boot.autoconfigure;

import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.core.env.Environment;
import org.springframework.util.StringUtils;

/**
 * A connection's port comes only from an environment variable that Kubernetes set for a
 * service.
 */
class KubernetesServiceLinkException extends RuntimeException {

	private static final long serialVersionUID = 1L;

	private final transient JoltConnectionSettings settings;

	KubernetesServiceLinkException(JoltConnectionSettings settings) {
		super("'" + settings.property("port") + "' is an environment variable that Kubernetes has set for a service, "
				+ "not a port");
		this.settings = settings;
	}

	String property(String name) {
		return this.settings.property(name);
	}

	/**
	 * Fails instead of guessing the broker's port: the service's port may differ from the
	 * default.
	 * @param settings the settings of a connection that properties describe
	 * @param environment the application's properties
	 */
	static void check(JoltConnectionSettings settings, Environment environment) {
		JoltConnectionProperties properties = settings.properties();
		if (StringUtils.hasText(properties.getUrl()) || !properties.getAddresses().isEmpty()) {
			return;
		}
		ConfigurationPropertyName port = ConfigurationPropertyName.adapt(settings.property("port"), '.');
		if (KubernetesServiceLinks.isLink(environment, port) && !KubernetesServiceLinks.isSet(environment, port)) {
			throw new KubernetesServiceLinkException(settings);
		}
	}

}
