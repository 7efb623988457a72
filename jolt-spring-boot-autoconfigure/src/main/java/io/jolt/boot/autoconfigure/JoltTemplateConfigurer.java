package io.jolt.boot.autoconfigure;

import io.jolt.spring.config.JoltClientLifecycle;
import io.jolt.spring.core.JoltMessageMapper;
import io.jolt.spring.core.JoltTemplate;

/**
 * Configures a custom template like the auto-configured ones, with the application's
 * beans.
 */
public final class JoltTemplateConfigurer {

	private final JoltMessageMapper messageMapper;

	private final JoltObservationConfigurer observationConfigurer;

	JoltTemplateConfigurer(JoltMessageMapper messageMapper, JoltObservationConfigurer observationConfigurer) {
		this.messageMapper = messageMapper;
		this.observationConfigurer = observationConfigurer;
	}

	/**
	 * Configures a template. If it must not be observed, because it publishes
	 * observations,
	 * {@link JoltTemplate#setObservationRegistry(io.micrometer.observation.ObservationRegistry)
	 * set} {@code ObservationRegistry.NOOP} afterwards. If it is a bean in addition to
	 * the auto-configured template, declare it with
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
