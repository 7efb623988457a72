package io.jolt.boot.autoconfigure;

import org.springframework.boot.autoconfigure.condition.AnyNestedCondition;
import org.springframework.boot.autoconfigure.condition.ConditionMessage;
import org.springframework.boot.autoconfigure.condition.ConditionOutcome;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.SpringBootCondition;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.context.annotation.Conditional;
import org.springframework.core.type.AnnotatedTypeMetadata;

/**
 * Matches if a default connection exists: to a Jolt broker that connection details
 * locate, or over another transport, which has its own settings.
 */
class OnDefaultJoltClientCondition extends AnyNestedCondition {

	OnDefaultJoltClientCondition() {
		super(ConfigurationPhase.REGISTER_BEAN);
	}

	@ConditionalOnBean(JoltConnectionDetails.class)
	static class Details {

	}

	@Conditional(OnOtherTransport.class)
	static class OtherTransport {

	}

	static class OnOtherTransport extends SpringBootCondition {

		@Override
		public ConditionOutcome getMatchOutcome(ConditionContext context, AnnotatedTypeMetadata metadata) {
			String transport = context.getEnvironment().getProperty("jolt.transport", TcpJoltClientFactory.TRANSPORT);
			return new ConditionOutcome(!transport.equals(TcpJoltClientFactory.TRANSPORT),
					ConditionMessage.forCondition("Default Jolt client")
						.because("the transport is '" + transport + "'"));
		}

	}

}
