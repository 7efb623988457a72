package io.jolt.integration.clients;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

import io.jolt.broker.JoltBroker;
import io.jolt.broker.JoltBrokerBuilder;
import io.jolt.broker.JoltBrokerTls;
import io.jolt.client.JoltClient;
import io.jolt.client.JoltMessage;
import io.jolt.client.OverflowPolicy;
import io.jolt.client.SubscriptionOptions;
import io.jolt.client.tcp.JoltClientBuilder;
import io.jolt.client.tcp.JoltTls;
import io.jolt.client.tcp.NegotiationMode;
import io.jolt.integration.tools.OfficialClient;
import io.jolt.integration.tools.Requires;
import io.jolt.integration.tools.Tool;
import io.jolt.testing.TestAuthority;
import io.jolt.testing.TestCertificate;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A text is the same text for everybody, in whatever form it came and goes: escaped in
 * its line, or as it is behind it.
 */
@Timeout(120)
class TextFormTests {

	private static final String TOPIC = "texts";

	private static final int MAX_LINE = 1024 * 1024;

	private static final String[] PIECES = { "{\"id\":17,\"name\":\"", "\"}", "\\", "/", "\b", "\f", "\n", "\r\n", "\t",
			"\u0000", "\u001f", "\u007f", "\u0085", "\u00e9", "\u07ff", "\u20ac", "\u2028", "\ufffd", "\ufeff",
			"\ud83d\ude00", "plain text", " ", "#1 {\"topic\":\"texts\"}\n" };

	private final BlockingQueue<JoltMessage> shared = new LinkedBlockingQueue<>();

	private final BlockingQueue<JoltMessage> own = new LinkedBlockingQueue<>();

	private final BlockingQueue<JoltMessage> plain = new LinkedBlockingQueue<>();

	@Test
	void everyClientOfOursReadsWhatWasPublished() throws Exception {
		exchange(JoltBroker.builder().port(0), (builder) -> {
		}, texts());
	}

	@Test
	void alsoWhereLinesAreShort() throws Exception {
		List<String> texts = texts().stream().filter((text) -> text.length() < 140).toList();
		assertThat(texts).hasSizeGreaterThan(100);
		exchange(JoltBroker.builder().port(0).maxLineBytes(1024), (builder) -> {
		}, texts);
	}

	@Test
	void alsoBehindAPassword() throws Exception {
		exchange(JoltBroker.builder().port(0).user("u", "p", "admin"),
				(builder) -> builder.credentials("u", "p").allowPlaintextCredentials(true), texts());
	}

	@Test
	void alsoOverTls(@TempDir Path folder) throws Exception {
		TestAuthority authority = TestAuthority.create("Brokers");
		authority.server("127.0.0.1", "localhost").write(folder, "broker");
		JoltBrokerBuilder broker = JoltBroker.builder()
			.port(0)
			.tls(JoltBrokerTls.builder()
				.certificate(folder.resolve("broker.pem"))
				.privateKey(folder.resolve("broker.key"))
				.build());
		JoltTls tls = JoltTls.of(trusting(authority.certificate()));
		exchange(broker, (builder) -> builder.tls(tls), texts());
	}

	private static SSLContext trusting(TestCertificate authority) throws Exception {
		KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
		store.load(null, null);
		store.setCertificateEntry("ca", authority.certificate());
		TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
		trust.init(store);
		SSLContext context = SSLContext.getInstance("TLS");
		context.init(null, trust.getTrustManagers(), null);
		return context;
	}

	@Test
	@Requires({ Tool.PYTHON_CLIENT, Tool.JAVASCRIPT_CLIENT })
	void theOfficialClientsDoNotNotice() throws Exception {
		List<String> texts = texts();
		try (JoltBroker broker = JoltBroker.builder().port(0).start();
				JoltClient client = JoltClientBuilder.create().address("127.0.0.1", broker.port()).build();
				OfficialClient python = OfficialClient.python().connect(broker.port());
				OfficialClient javaScript = OfficialClient.javaScript().connect(broker.port())) {
			client.connect();
			client.subscribe(TOPIC, this.shared::add).ready().join();
			OfficialClientContract.subscribe(python, TOPIC);
			OfficialClientContract.subscribe(javaScript, TOPIC);
			for (String text : texts) {
				assertThat(client.publish(TOPIC, text).get(10, TimeUnit.SECONDS).acknowledged()).isTrue();
			}
			assertThat(python.nextTexts(texts.size())).isEqualTo(texts);
			assertThat(javaScript.nextTexts(texts.size())).isEqualTo(texts);
			assertThatAllCame(this.shared, texts, null);
		}
	}

	private void exchange(JoltBrokerBuilder settings, Consumer<JoltClientBuilder> clients, List<String> texts)
			throws Exception {
		try (JoltBroker broker = settings.start();
				JoltClient client = client(broker, clients, NegotiationMode.AUTO);
				JoltClient unnegotiated = client(broker, clients, NegotiationMode.OFF)) {
			client.subscribe(TOPIC, this.shared::add).ready().join();
			client.subscribe(SubscriptionOptions.forTopic(TOPIC).overflow(OverflowPolicy.BLOCK).build(), this.own::add)
				.ready()
				.join();
			unnegotiated.subscribe(TOPIC, this.plain::add).ready().join();
			for (int i = 0; i < texts.size(); i++) {
				JoltMessage message = (i % 3 == 0) ? JoltMessage.of(TOPIC, texts.get(i), Map.of("number", "\"" + i))
						: JoltMessage.of(TOPIC, texts.get(i));
				assertThat(client.publish(message).get(20, TimeUnit.SECONDS).acknowledged()).isTrue();
			}
			assertThatAllCame(this.shared, texts, "number");
			assertThatAllCame(this.own, texts, "number");
			assertThatAllCame(this.plain, texts, "number");
			for (String text : texts) {
				assertThat(unnegotiated.publish(TOPIC, text).get(20, TimeUnit.SECONDS).acknowledged()).isTrue();
			}
			assertThatAllCame(this.shared, texts, null);
			assertThatAllCame(this.own, texts, null);
			assertThatAllCame(this.plain, texts, null);
		}
	}

	private static JoltClient client(JoltBroker broker, Consumer<JoltClientBuilder> settings,
			NegotiationMode negotiation) {
		JoltClientBuilder builder = JoltClientBuilder.create()
			.address("127.0.0.1", broker.port())
			.negotiation(negotiation);
		settings.accept(builder);
		JoltClient client = builder.build();
		client.connect();
		return client;
	}

	private static void assertThatAllCame(BlockingQueue<JoltMessage> received, List<String> texts,
			@Nullable String header) throws InterruptedException {
		for (int i = 0; i < texts.size(); i++) {
			JoltMessage message = received.poll(20, TimeUnit.SECONDS);
			assertThat(message).as("text %d", i).isNotNull();
			assertThat(message.data()).as("text %d", i).isEqualTo(texts.get(i));
			assertThat(message.headers())
				.isEqualTo((header != null && i % 3 == 0) ? Map.of(header, "\"" + i) : Map.of());
		}
	}

	private static List<String> texts() {
		Random random = new Random(42);
		List<String> texts = new ArrayList<>(List.of("", "plain", "\"", "{\"a\":[1,2,3]}"));
		for (int i = 0; i < 300; i++) {
			StringBuilder text = new StringBuilder();
			for (int pieces = random.nextInt((i % 50 == 0) ? 5_000 : 20); pieces > 0; pieces--) {
				text.append(PIECES[random.nextInt(PIECES.length)]);
			}
			texts.add(text.toString());
		}
		// as large as they may be behind a line, and larger: then escaped in it
		texts.add("\"".repeat((MAX_LINE - 200) / 6));
		texts.add("x".repeat((MAX_LINE - 200) / 2) + "\"".repeat(100));
		texts.add("\u20ac".repeat((MAX_LINE - 200) / 6 / 3));
		texts.add("\u20ac".repeat((MAX_LINE - 200) / 6));
		texts.add("x".repeat(MAX_LINE - 300) + "\n");
		assertThat(texts).allMatch((text) -> StandardCharsets.UTF_8.newEncoder().canEncode(text));
		return texts;
	}

}
