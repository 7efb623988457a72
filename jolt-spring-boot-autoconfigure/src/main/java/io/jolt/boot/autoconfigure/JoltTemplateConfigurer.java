package io.jolt.boot.autoconfigure;

import io.jolt.spring.core.JoltHeaderMapper;
import io.jolt.spring.core.JoltTemplate;

import org.springframework.messaging.converter.MessageConverter;

/**
 * Configures a template as the auto-configured ones are, with the application's beans.
 * For templates of one's own.
 */
public final class JoltTemplateConfigurer {

	private final JoltHeaderMapper headerMapper;

	private final MessageConverter messageConverter;

	JoltTemplateConfigurer(JoltHeaderMapper headerMapper, MessageConverter messageConverter) {
		this.headerMapper = headerMapper;
		this.messageConverter = messageConverter;
	}

	/**
	 * Configures a template.
	 * @param template the template
	 */
	public void configure(JoltTemplate template) {
		template.setHeaderMapper(this.headerMapper);
		template.setMessageConverter(this.messageConverter);
	}

}
