package io.jolt.client.testing;

import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/**
 * How a scripted broker behaves where the protocol leaves it open. It begins as the
 * plainest broker that the official clients know: publishes are answered, one's own
 * delivery comes before the answer, what is not known is an error, everyone may do
 * everything. A test's own responder for an operation beats all else.
 * <p>
 * Safe for use by several threads; all but {@link #on} is to be settled before it is
 * used.
 */
public final class Personality {

	private final Map<String, Responder> overrides = new ConcurrentHashMap<>();

	private final Map<String, Set<ScriptedConnection>> subscribers = new ConcurrentHashMap<>();

	private final Map<String, String> users = new ConcurrentHashMap<>();

	private final Set<ScriptedConnection> authenticated = ConcurrentHashMap.newKeySet();

	private Responder unknownOp = Responder.error("unknown_op");

	private Responder authFailure = Responder.error("auth failed");

	private Responder beforeAuth = Responder.error("auth_required");

	private Responder unsubscribedUnknown = Responder.ok();

	private Responder publishedToNobody = Responder.ok();

	private boolean publishAnswered = true;

	private boolean ownDeliveryFirst = true;

	private String extraFields = "";

	private Personality() {
	}

	public static Personality plain() {
		return new Personality();
	}

	/**
	 * A broker that knows {@code hello}.
	 * @param features what it says it can do
	 * @return the personality
	 */
	public static Personality withFeatures(String... features) {
		String list = List.of(features)
			.stream()
			.map((feature) -> "\"" + feature + "\"")
			.collect(Collectors.joining(","));
		return plain().on("hello", Responder.send("{\"ok\":true,\"broker\":\"scripted/1\",\"version\":1,\"features\":["
				+ list + "],\"max_line\":1048576}"));
	}

	/**
	 * Overrides what becomes of an operation, of an unknown one too.
	 * @param op the operation
	 * @param responder what to do
	 * @return this personality
	 */
	public Personality on(String op, Responder responder) {
		this.overrides.put(op, responder);
		return this;
	}

	public Personality publishUnanswered() {
		this.publishAnswered = false;
		return this;
	}

	public Personality ownDeliveryAfterAnswer() {
		this.ownDeliveryFirst = false;
		return this;
	}

	public Personality unsubscribeOfUnknownTopic(Responder responder) {
		this.unsubscribedUnknown = responder;
		return this;
	}

	/**
	 * What is answered instead of ok when a publish reaches nobody.
	 * @param responder the answer, which is not given where publishes are not answered
	 * @return this personality
	 */
	public Personality publishToNobody(Responder responder) {
		this.publishedToNobody = responder;
		return this;
	}

	/**
	 * Adds a user, from which on nothing but {@code auth} is allowed before it.
	 * @param name the user's name
	 * @param password the password
	 * @return this personality
	 */
	public Personality user(String name, String password) {
		this.users.put(name, password);
		return this;
	}

	public Personality failedAuth(Responder responder) {
		this.authFailure = responder;
		return this;
	}

	public Personality beforeAuth(Responder responder) {
		this.beforeAuth = responder;
		return this;
	}

	public Personality unknownOp(Responder responder) {
		this.unknownOp = responder;
		return this;
	}

	/**
	 * Adds fields to every ok and every delivery.
	 * @param fields the fields, for example {@code "id":7}
	 * @return this personality
	 */
	public Personality extraFields(String fields) {
		this.extraFields = "," + fields;
		return this;
	}

	void respond(ScriptedConnection connection, ScriptedRequest request) {
		Responder override = this.overrides.get(request.op());
		if (override != null) {
			override.respond(connection, request);
		}
		else {
			handle(connection, request);
		}
	}

	/**
	 * What this broker does about a request unless a test overrides it; for overrides
	 * that only add something.
	 * @param connection where it came from
	 * @param request the request
	 */
	public void handle(ScriptedConnection connection, ScriptedRequest request) {
		if (!this.users.isEmpty() && !request.op().equals("auth") && !this.authenticated.contains(connection)) {
			this.beforeAuth.respond(connection, request);
			return;
		}
		switch (request.op()) {
			case "auth" -> authenticate(connection, request);
			case "sub" -> subscribe(connection, request);
			case "unsub" -> unsubscribe(connection, request);
			case "pub" -> publish(connection, request);
			case "ping" -> ok(connection);
			default -> this.unknownOp.respond(connection, request);
		}
	}

	void forget(ScriptedConnection connection) {
		this.authenticated.remove(connection);
		this.subscribers.values().forEach((connections) -> connections.remove(connection));
	}

	private void authenticate(ScriptedConnection connection, ScriptedRequest request) {
		String user = request.user();
		if (this.users.isEmpty() || (user != null && Objects.equals(this.users.get(user), request.pass()))) {
			this.authenticated.add(connection);
			ok(connection);
		}
		else {
			this.authFailure.respond(connection, request);
		}
	}

	private void subscribe(ScriptedConnection connection, ScriptedRequest request) {
		if (request.topic().isEmpty()) {
			Responder.error("invalid_topic").respond(connection, request);
			return;
		}
		this.subscribers.computeIfAbsent(request.topic(), (topic) -> ConcurrentHashMap.newKeySet()).add(connection);
		ok(connection);
	}

	private void unsubscribe(ScriptedConnection connection, ScriptedRequest request) {
		Set<ScriptedConnection> subscribed = this.subscribers.get(request.topic());
		if (subscribed != null && subscribed.remove(connection)) {
			ok(connection);
		}
		else {
			this.unsubscribedUnknown.respond(connection, request);
		}
	}

	private void publish(ScriptedConnection connection, ScriptedRequest request) {
		Set<ScriptedConnection> receivers = this.subscribers.getOrDefault(request.topic(), Set.of());
		boolean answerFirst = receivers.contains(connection) && !this.ownDeliveryFirst;
		if (answerFirst) {
			answerPublish(connection, request, receivers);
		}
		String headers = (request.headersJson() != null) ? ",\"headers\":" + request.headersJson() : "";
		receivers.forEach((receiver) -> deliver(receiver, "{\"topic\":\"" + request.topic() + "\",\"data\":"
				+ request.dataJson() + headers + this.extraFields + "}"));
		if (!answerFirst) {
			answerPublish(connection, request, receivers);
		}
	}

	private static void deliver(ScriptedConnection receiver, String line) {
		try {
			receiver.send(line);
		}
		catch (UncheckedIOException ex) {
			// it has gone; the publisher does not mind
		}
	}

	private void answerPublish(ScriptedConnection connection, ScriptedRequest request,
			Set<ScriptedConnection> receivers) {
		if (!this.publishAnswered) {
			return;
		}
		if (receivers.isEmpty()) {
			this.publishedToNobody.respond(connection, request);
		}
		else {
			ok(connection);
		}
	}

	private void ok(ScriptedConnection connection) {
		connection.send("{\"ok\":true" + this.extraFields + "}");
	}

}
