package io.jolt.broker.internal.connection;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;

import io.jolt.broker.JoltBroker;
import io.jolt.broker.internal.protocol.Delivery;
import io.jolt.broker.internal.protocol.RequestDecoder;
import io.jolt.broker.internal.routing.GroupMember;
import io.jolt.broker.internal.routing.GroupName;
import io.jolt.broker.internal.routing.Recipients;
import io.jolt.broker.internal.routing.TopicName;
import io.jolt.broker.internal.routing.TopicPattern;
import io.netty.buffer.ByteBufAllocator;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A message has found its recipients; before it reaches one of them, their subscriptions
 * change.
 */
class DeliverAfterUnsubscribeTests {

	private static final TopicName TOPIC = Objects.requireNonNull(TopicName.of("a.b"));

	private static final TopicPattern PATTERN = Objects.requireNonNull(TopicPattern.of("a.*"));

	private final ServerContext server = ServerContext.of(JoltBroker.builder().build().options(), List.of(), null);

	private final EmbeddedChannel loopChannel = new EmbeddedChannel();

	private final EventLoopContext loop = new EventLoopContext(this.loopChannel.eventLoop(), new LoopCounters(),
			this.server.memory());

	private final NioSocketChannel channel = new NioSocketChannel();

	private final BrokerConnection connection = new BrokerConnection(this.server, this.channel, this.loop, () -> {
	});

	private final Recipients<BrokerConnection> recipients = new Recipients<>();

	private final Delivery delivery = new Delivery(ByteBufAllocator.DEFAULT);

	@BeforeEach
	void splice() {
		byte[] line = "{\"op\":\"pub\",\"topic\":\"a.b\",\"data\":\"d\"}".getBytes(StandardCharsets.UTF_8);
		this.delivery.splice(new RequestDecoder().decode(line, 0, line.length));
	}

	@AfterEach
	void close() throws Exception {
		this.connection.closed();
		this.loopChannel.finish();
		// was never registered with an event loop
		this.channel.unsafe().closeForcibly();
		assertThat(this.channel.isOpen()).isFalse();
	}

	@Test
	void whoUnsubscribedFromTheTopicGetsNothing() {
		this.connection.subscriptions().add(TOPIC, null);
		long asOf = match();
		this.connection.subscriptions().remove(TOPIC, null);
		assertThat(deliver(asOf)).isFalse();
	}

	@Test
	void whoUnsubscribedFromThePatternGetsNothing() {
		this.connection.subscriptions().add(PATTERN, null);
		long asOf = match();
		this.connection.subscriptions().remove(PATTERN, null);
		assertThat(deliver(asOf)).isFalse();
	}

	@Test
	void whoUnsubscribedFromOneOfTwoGetsIt() {
		this.connection.subscriptions().add(PATTERN, null);
		this.connection.subscriptions().add(TOPIC, null);
		long asOf = match();
		this.connection.subscriptions().remove(TOPIC, null);
		assertThat(deliver(asOf)).isTrue();
		this.connection.subscriptions().add(TOPIC, null);
		this.connection.subscriptions().remove(PATTERN, null);
		assertThat(deliver(asOf)).isTrue();
		this.connection.subscriptions().remove(TOPIC, null);
		assertThat(deliver(asOf)).isFalse();
	}

	@Test
	void whoIsSubscribedGetsItWhateverOthersDo() {
		this.connection.subscriptions().add(PATTERN, null);
		long asOf = match();
		for (int i = 0; i < 3; i++) {
			TopicName other = Objects.requireNonNull(TopicName.of("other" + i));
			this.connection.subscriptions().add(other, null);
			this.connection.subscriptions().remove(other, null);
			assertThat(deliver(asOf)).isTrue();
		}
	}

	@Test
	void aMemberOfAGroupWhoUnsubscribedThereGetsNothingThoughItIsSubscribedOtherwise() {
		GroupName group = Objects.requireNonNull(GroupName.of("g"));
		this.connection.subscriptions().add(TOPIC, group);
		this.connection.subscriptions().add(PATTERN, group);
		this.server.registry().match(TOPIC, this.recipients);
		assertThat(this.recipients.size()).as("one member").isOne();
		assertThat(this.recipients.withoutGroup()).isZero();
		GroupMember<BrokerConnection> member = this.recipients.member(0);
		long asOf = this.recipients.asOf();
		this.connection.subscriptions().remove(TOPIC, group);
		assertThat(deliver(member, asOf)).as("the pattern is left").isTrue();
		this.connection.subscriptions().add(TOPIC, null);
		this.connection.subscriptions().remove(PATTERN, group);
		assertThat(deliver(member, asOf)).isFalse();
		assertThat(this.server.registry().groups()).isZero();
	}

	private boolean deliver(GroupMember<BrokerConnection> member, long asOf) {
		return this.connection.deliver(this.delivery, member, TOPIC, asOf, this.loop.flusher);
	}

	private long match() {
		this.server.registry().match(TOPIC, this.recipients);
		assertThat(this.recipients.size()).isOne();
		assertThat(deliver(this.recipients.asOf())).isTrue();
		return this.recipients.asOf();
	}

	private boolean deliver(long asOf) {
		return this.connection.deliver(this.delivery, TOPIC, asOf, this.loop.flusher);
	}

}
