package io.jolt.client.testing;

/**
 * What a scripted broker does about a request. Called on the connection's thread.
 */
@FunctionalInterface
public interface Responder {

	void respond(ScriptedConnection connection, ScriptedRequest request);

	static Responder ok() {
		return send("{\"ok\":true}");
	}

	static Responder error(String error) {
		return send("{\"ok\":false,\"error\":\"" + error + "\"}");
	}

	/**
	 * Sends lines in one write.
	 * @param lines the lines
	 * @return the responder
	 */
	static Responder send(String... lines) {
		return (connection, request) -> connection.sendTogether(lines);
	}

	static Responder silence() {
		return (connection, request) -> {
		};
	}

	static Responder close() {
		return (connection, request) -> connection.close();
	}

	static Responder reset() {
		return (connection, request) -> connection.reset();
	}

	default Responder andThen(Responder next) {
		return (connection, request) -> {
			respond(connection, request);
			next.respond(connection, request);
		};
	}

}
