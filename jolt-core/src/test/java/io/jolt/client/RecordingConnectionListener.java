package io.jolt.client;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * Notes what it hears of a connection.
 */
class RecordingConnectionListener implements ConnectionListener {

	private final List<ConnectionInfo> opened = new CopyOnWriteArrayList<>();

	private final List<JoltException> lost = new CopyOnWriteArrayList<>();

	private final List<JoltException> connectFailures = new CopyOnWriteArrayList<>();

	private final List<JoltException> errors = new CopyOnWriteArrayList<>();

	@Override
	public void onOpened(ConnectionInfo connection) {
		this.opened.add(connection);
	}

	@Override
	public void onLost(JoltException cause) {
		this.lost.add(cause);
	}

	@Override
	public void onConnectFailed(JoltException cause) {
		this.connectFailures.add(cause);
	}

	@Override
	public void onError(JoltException error) {
		this.errors.add(error);
	}

	List<ConnectionInfo> opened() {
		return this.opened;
	}

	List<JoltException> lost() {
		return this.lost;
	}

	List<JoltException> connectFailures() {
		return this.connectFailures;
	}

	List<JoltException> errors() {
		return this.errors;
	}

}
