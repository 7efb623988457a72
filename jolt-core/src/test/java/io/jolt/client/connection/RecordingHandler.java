package io.jolt.client.connection;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

import io.jolt.client.testing.ScriptedBroker;
import org.jspecify.annotations.Nullable;

/**
 * Notes what it is told, in order.
 */
class RecordingHandler implements JoltMessageHandler {

	private final LinkedBlockingQueue<String> calls = new LinkedBlockingQueue<>();

	private final List<Throwable> causes = new CopyOnWriteArrayList<>();

	@Override
	public void onOk(String rawLine) {
		this.calls.add("ok " + rawLine);
	}

	@Override
	public void onError(JoltErrorResponse error, String rawLine) {
		this.calls.add("error " + error.getError() + " " + rawLine);
	}

	@Override
	public void onTopicMessage(JoltTopicMessage message, String rawLine) {
		this.calls.add("message " + message.getTopic() + "=" + message.getData() + " " + rawLine);
	}

	@Override
	public void onDisconnected(@Nullable Throwable cause) {
		if (cause != null) {
			this.causes.add(cause);
		}
		this.calls.add("disconnected" + ((cause != null) ? " " + cause.getClass().getSimpleName() : ""));
	}

	String next() {
		try {
			String call = this.calls.poll(ScriptedBroker.PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
			if (call == null) {
				throw new AssertionError("The handler was not called");
			}
			return call;
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new AssertionError(ex);
		}
	}

	List<String> remaining() {
		return List.copyOf(this.calls);
	}

	List<Throwable> causes() {
		return this.causes;
	}

}
