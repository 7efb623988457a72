package io.jolt.benchmarks.client;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;

import io.jolt.benchmarks.workload.Workload;
import io.jolt.client.CallOptions;
import io.jolt.client.JoltClient;
import io.jolt.client.JoltDelivery;
import io.jolt.client.JoltMessage;
import io.jolt.client.JoltReply;
import io.jolt.client.PublishOptions;
import io.jolt.client.PublishResult;
import io.jolt.client.SubscriptionOptions;
import io.jolt.client.tcp.JoltClientBuilder;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;

/**
 * The Jolt client with its defaults: a responder, whose replies go out over the
 * connection that the requests come from, and the client's own requests and calls.
 */
final class JoltExchange implements Exchange {

	private static final int SLOW_ITEMS = 1_000_000;

	private final Resources resources = new Resources();

	private final Workload workload;

	private final Traffic traffic;

	private final int port;

	private final List<JoltMessage> items;

	JoltExchange(Workload workload, Traffic traffic, int port) {
		this.workload = workload;
		this.traffic = traffic;
		this.port = port;
		this.items = traffic.messages(this::message);
	}

	private JoltMessage message(int number) {
		return JoltMessage.of(Traffic.FIRST_TOPIC, this.traffic.payload().text(number));
	}

	@Override
	public void answer() {
		connect().respond(SubscriptionOptions.forTopic(Traffic.FIRST_TOPIC).build(), this::answer).ready().join();
	}

	@SuppressWarnings("FutureReturnValueIgnored") // what fails is in the log
	private void answer(JoltDelivery delivery) {
		if (delivery.isCall()) {
			delivery.accept(CallOptions.DEFAULT).send(new Items(this::item, Long.parseLong(delivery.message().data())));
		}
		else {
			delivery.reply(delivery.message().data()).whenComplete(this::replied);
		}
	}

	private void replied(@Nullable PublishResult result, @Nullable Throwable failure) {
		if (failure != null) {
			LoggerFactory.getLogger(JoltExchange.class).error("A reply failed", failure);
		}
	}

	// made anew where it counts how many are kept
	private JoltMessage item(long index) {
		return (this.workload.kind() == Workload.Kind.CALL_SLOW) ? message((int) (index % SLOW_ITEMS))
				: this.items.get((int) (index % this.items.size()));
	}

	/**
	 * Makes a run of calls.
	 * @param warmUp how long nothing is measured
	 * @return the run
	 */
	CallRun calls(Duration warmUp) {
		int variants = (this.workload.kind() == Workload.Kind.CALL_SLOW) ? SLOW_ITEMS : this.items.size();
		return new CallRun(connect(), this.traffic.payload(), variants, warmUp);
	}

	@Override
	public Asker<?> openAsker() {
		JoltClient client = connect();
		List<String> texts = this.traffic.texts();
		return new Asker<JoltReply>() {

			@Override
			public CompletableFuture<JoltReply> ask(int number) {
				return client.request(JoltMessage.of(Traffic.FIRST_TOPIC, texts.get(number)), PublishOptions.DEFAULT);
			}

			@Override
			public int numberIn(JoltReply reply) {
				return JoltExchange.this.traffic.payload().numberIn(reply.data());
			}

		};
	}

	private JoltClient connect() {
		JoltClient client = this.resources.add(JoltClientBuilder.create().address("127.0.0.1", this.port).build());
		client.connect();
		return client;
	}

	@Override
	public void close() {
		this.resources.close();
	}

}
