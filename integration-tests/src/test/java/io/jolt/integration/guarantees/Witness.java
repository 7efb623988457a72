package io.jolt.integration.guarantees;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

/**
 * A subscriber that shares no code with the client: a socket straight to the broker. What
 * the broker routed to it is the judge of what a client claims. Not safe for use by
 * several threads.
 */
final class Witness implements AutoCloseable {

	private static final Pattern DATA = Pattern.compile("\"data\":\"([^\"]*)\"");

	private static final String OK = "{\"ok\":true}";

	private static final int PATIENCE_MILLIS = 20_000;

	private final Socket socket;

	private final OutputStream out;

	private final BufferedReader in;

	private final List<String> routed = new ArrayList<>();

	Witness(int port) {
		try {
			this.socket = new Socket(InetAddress.getLoopbackAddress(), port);
			this.socket.setSoTimeout(PATIENCE_MILLIS);
			this.out = this.socket.getOutputStream();
			this.in = new BufferedReader(new InputStreamReader(this.socket.getInputStream(), StandardCharsets.UTF_8));
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	Witness authenticate(String user, String password) {
		ask("{\"op\":\"auth\",\"user\":\"" + user + "\",\"pass\":\"" + password + "\"}");
		return this;
	}

	Witness subscribe(String topic) {
		ask("{\"op\":\"sub\",\"topic\":\"" + topic + "\"}");
		return this;
	}

	/**
	 * The texts that the broker has routed up to now, in its order.
	 * @return all of them since the subscription
	 */
	List<String> routed() {
		ask("{\"op\":\"ping\"}");
		return List.copyOf(this.routed);
	}

	private void ask(String request) {
		try {
			this.out.write((request + "\n").getBytes(StandardCharsets.UTF_8));
			String line = readDeliveries();
			if (!OK.equals(line)) {
				throw new IllegalStateException("The broker answers " + request + " with " + line);
			}
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private @Nullable String readDeliveries() throws IOException {
		String line = this.in.readLine();
		while (line != null && line.startsWith("{\"topic\"")) {
			Matcher data = DATA.matcher(line);
			if (!data.find()) {
				throw new IllegalStateException("A delivery without data: " + line);
			}
			this.routed.add(data.group(1));
			line = this.in.readLine();
		}
		return line;
	}

	@Override
	public void close() {
		try {
			this.socket.close();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
