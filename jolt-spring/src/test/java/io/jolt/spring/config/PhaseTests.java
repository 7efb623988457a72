package io.jolt.spring.config;

import java.util.List;

import io.jolt.client.JoltMessageListener;
import io.jolt.spring.FakeJoltClient;
import io.jolt.spring.listener.JoltMessageListenerContainer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/**
 * In which phase the registry starts and stops the containers.
 */
class PhaseTests {

	private final JoltListenerEndpointRegistry registry = new JoltListenerEndpointRegistry();

	private final DefaultJoltListenerContainerFactory factory = new DefaultJoltListenerContainerFactory(
			new FakeJoltClient());

	private final DefaultJoltListenerContainerFactory other = new DefaultJoltListenerContainerFactory(
			new FakeJoltClient());

	@AfterEach
	void stop() {
		this.registry.destroy();
	}

	@Test
	void itIsThatOfListenersUnlessItIsSet() {
		assertThat(register("a", this.factory).getPhase()).isEqualTo(JoltMessageListenerContainer.DEFAULT_PHASE);
		assertThat(this.registry.getPhase()).isEqualTo(JoltMessageListenerContainer.DEFAULT_PHASE);
		this.registry.setPhase(17);
		assertThat(this.registry.getPhase()).isEqualTo(17);
	}

	@Test
	void aPhaseOfAFactoryIsThatOfItsContainersAndOfTheRegistry() {
		this.factory.getContainerProperties().setPhase(17);
		assertThat(register("a", this.factory).getPhase()).isEqualTo(17);
		assertThat(this.registry.getPhase()).isEqualTo(17);
		register("b", this.other);
		assertThat(this.registry.getPhase()).as("one that has none goes along").isEqualTo(17);
	}

	@Test
	void anotherPhaseIsNotAcceptedAndItsListenerNotKept() {
		this.factory.getContainerProperties().setPhase(17);
		this.other.getContainerProperties().setPhase(18);
		register("a", this.factory);
		assertThatIllegalStateException().isThrownBy(() -> register("b", this.other))
			.withMessageContaining("'b'")
			.withMessageContaining("17")
			.withMessageContaining("18");
		assertThat(this.registry.getListenerContainerIds()).containsExactly("a");
	}

	@Test
	void theRegistrysOwnPhaseIsNotOverruled() {
		this.registry.setPhase(17);
		this.factory.getContainerProperties().setPhase(18);
		assertThatIllegalStateException().isThrownBy(() -> register("a", this.factory));
	}

	@Test
	void oneThatDoesNotStartByItselfChangesNothing() {
		this.factory.getContainerProperties().setPhase(17);
		this.factory.getContainerProperties().setAutoStartup(false);
		register("a", this.factory);
		assertThat(this.registry.getPhase()).isEqualTo(JoltMessageListenerContainer.DEFAULT_PHASE);
	}

	private JoltMessageListenerContainer register(String id, DefaultJoltListenerContainerFactory registering) {
		JoltMessageListener listener = (message) -> {
		};
		SimpleJoltListenerEndpoint endpoint = new SimpleJoltListenerEndpoint(id, listener);
		endpoint.setTopics(List.of("texts"));
		return this.registry.registerListenerContainer(endpoint, registering);
	}

}
