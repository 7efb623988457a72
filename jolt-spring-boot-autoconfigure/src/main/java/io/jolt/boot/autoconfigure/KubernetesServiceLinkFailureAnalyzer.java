package io.jolt.boot.autoconfigure;

import java.util.Locale;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/**
 * Explains where a port comes from that was not configured.
 */
class KubernetesServiceLinkFailureAnalyzer extends AbstractFailureAnalyzer<KubernetesServiceLinkException> {

	@Override
	protected FailureAnalysis analyze(Throwable rootFailure, KubernetesServiceLinkException cause) {
		String port = cause.property("port");
		String service = port.substring(0, port.lastIndexOf('.')).replace('.', '-').toLowerCase(Locale.ROOT);
		return new FailureAnalysis(
				"The value of '" + port
						+ "' is not a port but the address of a Kubernetes service. Kubernetes sets such "
						+ "environment variables (service links) in the pods of a namespace that has a service named '"
						+ service + "'.",
				"Set '" + cause.property("url") + "', set '" + port
						+ "' in SPRING_APPLICATION_JSON or a configuration file, put 'enableServiceLinks: false' into the "
						+ "pod's spec, or rename the service.",
				cause);
	}

}
