package io.jolt.boot.autoconfigure;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.bind.AbstractBindHandler;
import org.springframework.boot.context.properties.bind.BindContext;
import org.springframework.boot.context.properties.bind.BindHandler;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.core.env.Environment;

/**
 * Binds {@link JoltProperties} as if the variables that Kubernetes sets for services did
 * not exist: a link is replaced by the value of another property source, or the default.
 */
final class KubernetesServiceLinksBindHandler extends AbstractBindHandler {

	private static final ConfigurationPropertyName ROOT = ConfigurationPropertyName.of("jolt");

	private static final ConfigurationPropertyName CONNECTIONS = ConfigurationPropertyName
		.of(JoltConnectionSettings.NAMED_PREFIX);

	private final Environment environment;

	KubernetesServiceLinksBindHandler(BindHandler parent, Environment environment) {
		super(parent);
		this.environment = environment;
	}

	@Override
	public <T> @Nullable Bindable<T> onStart(ConfigurationPropertyName name, Bindable<T> target, BindContext context) {
		// a service 'jolt-connections' must not lead to connections 'port' and 'service'
		return (CONNECTIONS.isParentOf(name) && !KubernetesServiceLinks.isSet(this.environment, name)) ? null
				: super.onStart(name, target, context);
	}

	@Override
	public @Nullable Object onFailure(ConfigurationPropertyName name, Bindable<?> target, BindContext context,
			Exception error) throws Exception {
		if (ROOT.isAncestorOf(name) && KubernetesServiceLinks.isLink(this.environment, name)) {
			return KubernetesServiceLinks.binder(this.environment).bind(name, target).orElse(null);
		}
		return super.onFailure(name, target, context, error);
	}

}
