package io.jolt.boot.autoconfigure;

import io.jolt.spring.config.JoltClientLifecycle;
import io.jolt.spring.core.JoltMessageMapper;
import io.jolt.spring.core.JoltTemplate;

import org.springframework.messaging.converter.MessageConverter;

/**
 * Configures a custom template like the auto-configured ones, with the application's
 * beans.
 */
public final class JoltTemplateConfigurer {

	private final JoltMessageMapper messageMapper;

	private final MessageConverter messageConverter;

	private final JoltObservationConfigurer observationConfigurer;

	JoltTemplateConfigurer(JoltMessageMapper messageMapper, MessageConverter messageConverter,
			JoltObservationConfigurer observationConfigurer) {
		this.messageMapper = messageMapper;
		this.messageConverter = messageConverter;
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
		// before the mapper, in whose place it would put another
		template.setMessageConverter(this.messageConverter);
		template.setMessageMapper(this.messageMapper);
		this.observationConfigurer.configure(template, connection);
	}

}
