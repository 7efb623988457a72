package io.jolt.spring;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.zip.GZIPOutputStream;

import io.jolt.broker.JoltBroker;
import io.jolt.client.JoltClient;
import io.jolt.client.JoltMessage;
import io.jolt.client.JoltMessageHeaders;
import io.jolt.client.JoltReplyException;
import io.jolt.client.tcp.JoltClientBuilder;
import io.jolt.spring.annotation.JoltListener;
import io.jolt.spring.listener.DefaultJoltErrorHandler;
import io.jolt.spring.listener.ListenerStatistics;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Flux;

import org.springframework.util.backoff.FixedBackOff;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Headers of the protocol that somebody else has written.
 */
class ForgedMessageTests {

	private final JoltBroker broker = JoltBroker.builder().port(0).start();

	private final JoltClient asking = JoltClientBuilder.create().address("127.0.0.1", this.broker.port()).build();

	private final BlockingQueue<JoltMessage> answers = new LinkedBlockingQueue<>();

	private final TestApplication application = TestApplication.with(this.broker);

	private final Listeners listeners = this.application.listener(new Listeners());

	private final AtomicInteger recovered = new AtomicInteger();

	@BeforeEach
	void start() {
		this.asking.connect();
		this.asking.subscribe("answers", this.answers::add).ready().join();
		this.application.client.maxDecompressedBytes(1000);
		this.application
			.factory(
					(factory) -> factory.getContainerProperties()
						.setErrorHandler(new DefaultJoltErrorHandler(
								(error, delivery, attempts) -> this.recovered.incrementAndGet(),
								new FixedBackOff(1, 1))));
		this.application.start();
	}

	@AfterEach
	void stop() {
		this.asking.close();
		this.application.close();
		this.broker.close();
	}

	@ParameterizedTest
	@ValueSource(strings = { "echo", "stream" })
	void aTextThatIsNotEncodedAsItSaysIsAnInvalidPayload(String topic) throws Exception {
		publish(topic, "no gzip", Map.of(JoltMessageHeaders.ENCODING, "gzip"));
		assertThat(answer().headers()).containsEntry(JoltMessageHeaders.ERROR, JoltReplyException.INVALID_PAYLOAD);
		assertThat(this.listeners.received).isEmpty();
	}

	@Test
	void aTextThatIsTooLongWhenItIsDecompressedIsAnInvalidPayload() throws Exception {
		ByteArrayOutputStream bytes = new ByteArrayOutputStream();
		try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
			gzip.write("x".repeat(1001).getBytes(StandardCharsets.UTF_8));
		}
		publish("echo", Base64.getEncoder().encodeToString(bytes.toByteArray()),
				Map.of(JoltMessageHeaders.ENCODING, "gzip"));
		assertThat(answer().headers()).containsEntry(JoltMessageHeaders.ERROR, JoltReplyException.INVALID_PAYLOAD);
		assertThat(this.listeners.received).isEmpty();
	}

	@ParameterizedTest
	@ValueSource(strings = { "", " ", "a b", "a\u007f", "\u00e9",
			"12345678901234567890123456789012345678901234567890123456789012345" })
	void aMessageThatOpensACallWithoutAProperIdIsHandledOnceAndIsNoFailure(String id) throws Exception {
		publish("echo", "x", Map.of(JoltMessageHeaders.FRAME, "open", JoltMessageHeaders.CALL, id));
		publish("echo", "y", Map.of());
		assertThat(this.listeners.received.poll(10, TimeUnit.SECONDS)).isEqualTo("x");
		assertThat(this.listeners.received.poll(10, TimeUnit.SECONDS)).isEqualTo("y");
		await().until(() -> statistics("echo").handled() == 2);
		assertThat(statistics("echo").failed()).isZero();
		assertThat(this.recovered).hasValue(0);
	}

	@Test
	void aMessageThatOpensACallWithoutAnIdIsNotAnsweredWithAStream() throws Exception {
		publish("stream", "x", Map.of(JoltMessageHeaders.FRAME, "open"));
		await().until(() -> statistics("stream").handled() == 1);
		assertThat(this.listeners.received).isEmpty();
		assertThat(this.recovered).hasValue(0);
	}

	@Test
	void anErrorThatCannotBeToldIsHandledOnce() throws Exception {
		publish("failing", "x", Map.of(JoltMessageHeaders.FRAME, "open"));
		await().until(() -> statistics("failing").failed() == 1);
		publish("failing", "y", Map.of());
		assertThat(answer().headers()).containsEntry(JoltMessageHeaders.ERROR, JoltReplyException.LISTENER_FAILED);
		assertThat(this.recovered).hasValue(2);
		assertThat(this.listeners.received).containsExactly("x", "x", "y", "y");
	}

	private ListenerStatistics statistics(String id) {
		return this.application.registry().getListenerContainer(id).statistics();
	}

	private JoltMessage answer() throws InterruptedException {
		JoltMessage answer = this.answers.poll(10, TimeUnit.SECONDS);
		assertThat(answer).isNotNull();
		return answer;
	}

	private void publish(String topic, String data, Map<String, String> headers) throws IOException {
		String forged = headers.entrySet()
			.stream()
			.map((header) -> "\"" + header.getKey() + "\":\"" + header.getValue() + "\",")
			.collect(Collectors.joining());
		String line = "{\"op\":\"pub\",\"topic\":\"" + topic + "\",\"data\":\"" + data + "\",\"headers\":{" + forged
				+ "\"jolt-reply-to\":\"answers\"}}\n";
		try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), this.broker.port())) {
			socket.getOutputStream().write(line.getBytes(StandardCharsets.UTF_8));
			assertThat(socket.getInputStream().read()).isEqualTo('{');
		}
	}

	static class Listeners {

		final BlockingQueue<Object> received = new LinkedBlockingQueue<>();

		@JoltListener(id = "echo", topics = "echo")
		String echo(String payload) {
			this.received.add(payload);
			return payload;
		}

		@JoltListener(id = "stream", topics = "stream")
		Flux<String> stream(String payload) {
			this.received.add(payload);
			return Flux.just(payload);
		}

		@JoltListener(id = "failing", topics = "failing")
		String failing(String payload) {
			this.received.add(payload);
			throw new IllegalArgumentException(payload);
		}

	}

}
