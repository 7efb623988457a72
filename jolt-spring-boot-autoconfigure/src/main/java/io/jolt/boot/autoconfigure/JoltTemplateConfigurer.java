package io.jolt.boot.autoconfigure;

import io.jolt.spring.config.JoltClientLifecycle;
import io.jolt.spring.core.JoltMessageMapper;
import io.jolt.spring.core.JoltTemplate;

/**
 * Configures a template as the auto-configured ones are, with the application's beans.
 * For templates of one's own.
 */
public final class JoltTemplateConfigurer {

	private final JoltMessageMapper messageMapper;

	private final JoltObservationConfigurer observationConfigurer;

	JoltTemplateConfigurer(JoltMessageMapper messageMapper, JoltObservationConfigurer observationConfigurer) {
		this.messageMapper = messageMapper;
		this.observationConfigurer = observationConfigurer;
	}

	/**
	 * Configures a template. One that is not to be observed, because it publishes what
	 * observation is about, gets
	 * {@link JoltTemplate#setObservationRegistry(io.micrometer.observation.ObservationRegistry)
	 * ObservationRegistry.NOOP} after it has been configured. As a bean of its own beside
	 * the auto-configured template it is no default candidate:
	 * {@code @Bean(defaultCandidate = false)}.
	 * @param template the template
	 */
	public void configure(JoltTemplate template) {
		configure(template, JoltClientLifecycle.DEFAULT_CONNECTION_NAME);
	}

	void configure(JoltTemplate template, String connection) {
		template.setMessageMapper(this.messageMapper);
		this.observationConfigurer.configure(template, connection);
	}

}
