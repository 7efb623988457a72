package io.jolt.boot.autoconfigure;

import java.util.Set;

import io.jolt.client.tcp.JoltAddressProvider;

import org.springframework.boot.autoconfigure.condition.AnyNestedCondition;
import org.springframework.boot.autoconfigure.condition.ConditionMessage;
import org.springframework.boot.autoconfigure.condition.ConditionOutcome;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.SpringBootCondition;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.context.annotation.Conditional;
import org.springframework.core.type.AnnotatedTypeMetadata;

/**
 * Matches if the properties describe the default connection. Without any other connection
 * it uses its default address; with named connections it exists only if a property
 * locates its broker, so that the application does not connect to a broker unasked.
 */
class OnDefaultJoltConnectionCondition extends AnyNestedCondition {

	OnDefaultJoltConnectionCondition() {
		super(ConfigurationPhase.REGISTER_BEAN);
	}

	@Conditional(OnLocatingProperty.class)
	static class LocatingProperty {

	}

	@ConditionalOnBean(JoltAddressProvider.class)
	static class AddressProvider {

	}

	static class OnLocatingProperty extends SpringBootCondition {

		@Override
		public ConditionOutcome getMatchOutcome(ConditionContext context, AnnotatedTypeMetadata metadata) {
			ConditionMessage.Builder message = ConditionMessage.forCondition("Default Jolt connection");
			String transport = context.getEnvironment().getProperty("jolt.transport", TcpJoltClientFactory.TRANSPORT);
			if (!transport.equals(TcpJoltClientFactory.TRANSPORT)) {
				return ConditionOutcome.noMatch(message.because("the transport is '" + transport + "'"));
			}
			Set<String> named = JoltConnectionNames.of(context.getEnvironment());
			if (named.isEmpty()) {
				return ConditionOutcome.match(message.because("there are no named connections"));
			}
			return DefaultConnectionLocation.properties(context.getEnvironment())
				.stream()
				.findFirst()
				.map((property) -> ConditionOutcome.match(message.because("'" + property + "' is set")))
				.orElseGet(() -> ConditionOutcome
					.noMatch(message.because("there are " + named + " and no property says where the default is")));
		}

	}

}
