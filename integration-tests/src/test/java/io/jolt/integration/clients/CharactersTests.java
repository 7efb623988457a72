package io.jolt.integration.clients;

import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;

import io.jolt.broker.JoltBroker;
import io.jolt.client.JoltClient;
import io.jolt.client.JoltMessage;
import io.jolt.client.tcp.JoltClientBuilder;
import io.jolt.integration.tools.OfficialClient;
import io.jolt.integration.tools.Requires;
import io.jolt.integration.tools.Tool;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Long texts in all scripts. The official clients decode each read by itself, so that
 * they can only be promised texts whose publisher escapes what is outside ASCII: the
 * Python client does, so does ours, the JavaScript client does not.
 */
@Requires({ Tool.PYTHON_CLIENT, Tool.JAVASCRIPT_CLIENT })
class CharactersTests {

	private static final String TOPIC = "texts";

	private final JoltBroker broker = JoltBroker.builder().port(0).start();

	private final JoltClient client = JoltClientBuilder.create().address("127.0.0.1", this.broker.port()).build();

	private final BlockingQueue<JoltMessage> received = new LinkedBlockingQueue<>();

	private final OfficialClient python = OfficialClient.python().connect(this.broker.port());

	private final OfficialClient javaScript = OfficialClient.javaScript().connect(this.broker.port());

	@BeforeEach
	void everybodySubscribes() {
		this.client.connect();
		this.client.subscribe(TOPIC, this.received::add).ready().join();
	}

	@AfterEach
	void everybodyLeaves() {
		this.python.close();
		this.javaScript.close();
		this.client.close();
		this.broker.close();
	}

	@Test
	void whatOurClientPublishesReachesAllUnharmed() throws Exception {
		officialClientsSubscribe();
		publishAll((topic, text) -> this.client.publish(topic, text).join());
		assertThatAllReceivedEverything();
	}

	@Test
	void whatThePythonClientPublishesReachesAllUnharmed() throws Exception {
		officialClientsSubscribe();
		publishAll(this.python::publish);
		assertThatAllReceivedEverything();
	}

	@Test
	void whatTheJavaScriptClientPublishesReachesOurClientUnharmed() throws Exception {
		publishAll(this.javaScript::publish);
		assertThatOurClientReceivedEverything();
	}

	private void officialClientsSubscribe() {
		OfficialClientContract.subscribe(this.python, TOPIC);
		OfficialClientContract.subscribe(this.javaScript, TOPIC);
	}

	private void publishAll(BiConsumer<String, String> publisher) {
		Scripts.longTexts().forEach((text) -> publisher.accept(TOPIC, text));
	}

	private void assertThatAllReceivedEverything() throws InterruptedException {
		List<String> texts = Scripts.longTexts();
		assertThat(this.python.nextTexts(texts.size())).isEqualTo(texts);
		assertThat(this.javaScript.nextTexts(texts.size())).isEqualTo(texts);
		assertThatOurClientReceivedEverything();
	}

	private void assertThatOurClientReceivedEverything() throws InterruptedException {
		for (String text : Scripts.longTexts()) {
			JoltMessage message = this.received.poll(20, TimeUnit.SECONDS);
			assertThat(message).isNotNull();
			assertThat(message.data()).isEqualTo(text);
		}
	}

}
