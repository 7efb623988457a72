package io.jolt.integration.tools;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

import io.jolt.client.JoltMessage;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * One of the official clients, which runs in its own process and language. Its methods
 * only send; what comes back waits in order for {@link #nextAnswer()} and
 * {@link #nextMessage()}.
 */
public final class OfficialClient implements AutoCloseable {

	private static final JsonMapper JSON = JsonMapper.shared();

	private static final Path SCRIPTS = Path.of("src", "test", "resources", "clients").toAbsolutePath();

	private static final long LIMIT_SECONDS = 20;

	private final Program program;

	private final BlockingQueue<String> answers = new LinkedBlockingQueue<>();

	private final BlockingQueue<JoltMessage> messages = new LinkedBlockingQueue<>();

	private final BlockingQueue<String> states = new LinkedBlockingQueue<>();

	private OfficialClient(Path interpreter, String script, String... arguments) {
		List<String> command = new ArrayList<>(List.of(interpreter.toString(), SCRIPTS.resolve(script).toString()));
		command.addAll(List.of(arguments));
		this.program = Program.start(command, this::dispatch);
	}

	/**
	 * Starts the Python client.
	 * @return the client, not connected
	 */
	public static OfficialClient python() {
		return new OfficialClient(Tool.PYTHON_CLIENT.path(), "client.py");
	}

	/**
	 * Starts the JavaScript client.
	 * @return the client, not connected
	 */
	public static OfficialClient javaScript() {
		return new OfficialClient(Tools.executable("node"), "client.js", Tool.JAVASCRIPT_CLIENT.path().toString());
	}

	/**
	 * Connects to a broker on the loopback.
	 * @param port the broker's port
	 * @return this client
	 */
	public OfficialClient connect(int port) {
		send("connect", Map.of("host", "127.0.0.1", "port", port));
		String state = take(this.states);
		if (!state.equals("connected")) {
			throw new IllegalStateException("Not connected but " + state);
		}
		return this;
	}

	/**
	 * Authenticates.
	 * @param user the user's name
	 * @param password the password
	 */
	public void auth(String user, String password) {
		send("auth", Map.of("user", user, "password", password));
	}

	/**
	 * Subscribes to a topic.
	 * @param topic the topic
	 */
	public void subscribe(String topic) {
		send("subscribe", Map.of("topic", topic));
	}

	/**
	 * Ends a subscription.
	 * @param topic the topic
	 */
	public void unsubscribe(String topic) {
		send("unsubscribe", Map.of("topic", topic));
	}

	/**
	 * Publishes a text.
	 * @param topic the topic
	 * @param data the text
	 */
	public void publish(String topic, String data) {
		send("publish", Map.of("topic", topic, "data", data));
	}

	/**
	 * Asks for a sign of life.
	 */
	public void ping() {
		send("ping", Map.of());
	}

	/**
	 * Waits for the broker's next answer.
	 * @return {@code "ok"} or the error's text
	 */
	public String nextAnswer() {
		return take(this.answers);
	}

	/**
	 * Waits for the next message.
	 * @return the message
	 */
	public JoltMessage nextMessage() {
		return take(this.messages);
	}

	/**
	 * Waits for a number of messages.
	 * @param count how many
	 * @return the messages' texts, in order
	 */
	public List<String> nextTexts(int count) {
		List<String> texts = new ArrayList<>();
		while (texts.size() < count) {
			texts.add(nextMessage().data());
		}
		return texts;
	}

	/**
	 * How many messages nobody has taken.
	 * @return the number of messages
	 */
	public int waitingMessages() {
		return this.messages.size();
	}

	/**
	 * Waits until the connection has ended.
	 */
	public void awaitDisconnected() {
		String state = take(this.states);
		if (!state.equals("disconnected")) {
			throw new IllegalStateException("Not disconnected but " + state);
		}
	}

	@Override
	public void close() {
		this.program.close();
	}

	private void send(String operation, Map<String, Object> arguments) {
		Map<String, Object> command = new LinkedHashMap<>(arguments);
		command.put("do", operation);
		this.program.writeLine(JSON.writeValueAsString(command));
	}

	private void dispatch(String line) {
		JsonNode event = JSON.readTree(line);
		String kind = event.path("event").asString();
		switch (kind) {
			case "ok" -> this.answers.add("ok");
			case "error" -> this.answers.add(event.path("text").asString());
			case "message" ->
				this.messages.add(JoltMessage.of(event.path("topic").asString(), event.path("data").asString()));
			case "failure" -> this.states.add("failure: " + event.path("text").asString());
			default -> this.states.add(kind);
		}
	}

	private <T> T take(BlockingQueue<T> queue) {
		try {
			T next = queue.poll(LIMIT_SECONDS, TimeUnit.SECONDS);
			if (next == null) {
				throw new IllegalStateException(
						"Nothing came within %d s; states %s, answers %s, messages %d, errors %s".formatted(
								LIMIT_SECONDS, this.states, this.answers, this.messages.size(), this.program.errors()));
			}
			return next;
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new IllegalStateException("Interrupted while waiting for a client", ex);
		}
	}

}
