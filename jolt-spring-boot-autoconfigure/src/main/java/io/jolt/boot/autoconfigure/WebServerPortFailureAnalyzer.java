package io.jolt.boot.autoconfigure;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.web.server.PortInUseException;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.core.env.Environment;

/**
 * Explains that the embedded broker uses the web server's port. Other ports are left to
 * Spring Boot's own analyzer, which comes later.
 */
@Order(Ordered.HIGHEST_PRECEDENCE + 100)
class WebServerPortFailureAnalyzer extends AbstractFailureAnalyzer<PortInUseException> {

	private final Environment environment;

	WebServerPortFailureAnalyzer(Environment environment) {
		this.environment = environment;
	}

	@Override
	protected @Nullable FailureAnalysis analyze(Throwable rootFailure, PortInUseException cause) {
		int port = cause.getPort();
		// the broker is already gone with its context
		boolean embedded = this.environment.getProperty("jolt.embedded.enabled", Boolean.class, false);
		if (!embedded || embeddedPort() != port) {
			return null;
		}
		String property = String.valueOf(port).equals(this.environment.getProperty("management.server.port"))
				? "management.server.port" : "server.port";
		return new FailureAnalysis(
				"The embedded Jolt broker and the web server were both told to listen on port " + port + ".",
				"Set '" + property + "' to another port for the web server, or 'jolt.embedded.port' to another port "
						+ "for the broker; 0 means any free one.",
				cause);
	}

	private int embeddedPort() {
		return KubernetesServiceLinks.binder(this.environment).bind("jolt.embedded.port", Integer.class).orElse(0);
	}

}
