package io.jolt.integration.jar;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import io.jolt.client.JoltAuthenticationException;
import io.jolt.client.JoltClient;
import io.jolt.client.JoltMessage;
import io.jolt.client.tcp.JoltClientBuilder;
import io.jolt.integration.tools.OfficialClient;
import io.jolt.integration.tools.ProgramResult;
import io.jolt.integration.tools.Requires;
import io.jolt.integration.tools.Tool;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * The broker that runs by itself.
 */
@Requires(Tool.BROKER_JAR)
class RunnableBrokerTests {

	@TempDir
	private Path folder;

	@Test
	void portZeroIsAnyFreeOneAndIsSaid() {
		try (RunnableBroker broker = RunnableBroker.start("-port", "0")) {
			assertThat(broker.line()).isEqualTo("Jolt broker listening on 127.0.0.1:" + broker.port());
			assertThat(broker.port()).isBetween(1, 65535);
		}
	}

	@Test
	void passesMessagesOn() throws Exception {
		try (RunnableBroker broker = RunnableBroker.start("-port=0");
				JoltClient client = JoltClientBuilder.create().address("127.0.0.1", broker.port()).build()) {
			client.connect();
			CompletableFuture<JoltMessage> received = new CompletableFuture<>();
			client.subscribe("chat.general", received::complete).ready().join();
			assertThat(client.publish("chat.general", "hello").join().acknowledged()).isTrue();
			assertThat(received.get(10, TimeUnit.SECONDS).data()).isEqualTo("hello");
		}
	}

	@Test
	void terminationIsACleanEnd() {
		try (RunnableBroker broker = RunnableBroker.start("-port", "0");
				JoltClient client = JoltClientBuilder.create().address("127.0.0.1", broker.port()).build()) {
			client.connect();
			ProgramResult result = broker.terminate();
			assertThat(result.exitStatus()).isZero();
			assertThat(result.output()).as("after the line that says where it listens").isEmpty();
		}
	}

	@Test
	void readsItsSettingsFromAFile() throws IOException {
		Path config = write("""
				{"bind": "127.0.0.1", "port": 0, "security": {"enabled": true, "users": [
				  {"name": "app", "password": "s3cret", "permissions": ["publish:orders.>", "subscribe:orders.>"]},
				  {"name": "root", "password": "t0p", "permissions": ["admin"]}]},
				 "limits": {"maxLineBytes": 4096}}""");
		try (RunnableBroker broker = RunnableBroker.start("-config=" + config)) {
			assertThatExceptionOfType(JoltAuthenticationException.class).isThrownBy(() -> connect(broker, "guess"));
			connect(broker, "s3cret");
		}
	}

	@Test
	void theCommandLineBeatsTheFile() throws IOException {
		Path config = write("{\"port\": 1}");
		try (RunnableBroker broker = RunnableBroker.start("-config", config.toString(), "-port", "0")) {
			assertThat(broker.port()).isNotEqualTo(1);
		}
	}

	@Test
	void aHashedPasswordOpens() throws IOException {
		ProgramResult hashed = RunnableBroker.runWithInput("s3cret", "hash-password");
		assertThat(hashed.exitStatus()).as("%s", hashed).isZero();
		assertThat(hashed.output()).singleElement().asString().startsWith("$pbkdf2-sha256$i=600000$");
		Path config = write("""
				{"port": 0, "security": {"enabled": true, "users": [
				  {"name": "app", "passwordHash": "%s", "permissions": ["admin"]}]}}"""
			.formatted(hashed.output().get(0)));
		try (RunnableBroker broker = RunnableBroker.start("-config=" + config)) {
			connect(broker, "s3cret");
		}
	}

	@Test
	@Requires({ Tool.PYTHON_CLIENT, Tool.JAVASCRIPT_CLIENT })
	void theOfficialClientsMeetThere() {
		try (RunnableBroker broker = RunnableBroker.start("-port", "0");
				OfficialClient python = OfficialClient.python().connect(broker.port());
				OfficialClient javaScript = OfficialClient.javaScript().connect(broker.port())) {
			for (OfficialClient client : List.of(python, javaScript)) {
				client.subscribe("chat.general");
				assertThat(client.nextAnswer()).isEqualTo("ok");
			}
			python.publish("chat.general", "from Python");
			assertThat(javaScript.nextMessage().data()).isEqualTo("from Python");
			javaScript.publish("chat.general", "from JavaScript");
			assertThat(python.nextTexts(2)).containsExactly("from Python", "from JavaScript");
		}
	}

	private Path write(String config) throws IOException {
		return Files.writeString(this.folder.resolve("config.json"), config);
	}

	private static void connect(RunnableBroker broker, String password) {
		try (JoltClient client = JoltClientBuilder.create()
			.address("127.0.0.1", broker.port())
			.credentials("app", password)
			.build()) {
			client.connect();
		}
	}

}
