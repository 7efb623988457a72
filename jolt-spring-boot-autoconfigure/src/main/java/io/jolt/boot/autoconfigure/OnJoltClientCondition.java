package io.jolt.boot.autoconfigure;

import java.util.Arrays;
import java.util.Objects;

import io.jolt.client.JoltClient;

import org.springframework.beans.factory.BeanFactoryUtils;
import org.springframework.boot.autoconfigure.condition.ConditionMessage;
import org.springframework.boot.autoconfigure.condition.ConditionOutcome;
import org.springframework.boot.autoconfigure.condition.SpringBootCondition;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.context.annotation.ConfigurationCondition;
import org.springframework.core.type.AnnotatedTypeMetadata;

/**
 * Matches if a client exists, whether it is a default candidate or not.
 */
class OnJoltClientCondition extends SpringBootCondition implements ConfigurationCondition {

	@Override
	public ConfigurationPhase getConfigurationPhase() {
		return ConfigurationPhase.REGISTER_BEAN;
	}

	@Override
	public ConditionOutcome getMatchOutcome(ConditionContext context, AnnotatedTypeMetadata metadata) {
		ConditionMessage.Builder message = ConditionMessage.forCondition(ConditionalOnJoltClient.class);
		String[] clients = BeanFactoryUtils.beanNamesForTypeIncludingAncestors(
				Objects.requireNonNull(context.getBeanFactory()), JoltClient.class, true, false);
		return (clients.length > 0) ? ConditionOutcome.match(message.foundExactly(Arrays.asList(clients)))
				: ConditionOutcome.noMatch(message.because("there is no Jolt client"));
	}

}
