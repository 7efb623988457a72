package io.jolt.broker;

import io.jolt.broker.internal.command.BrokerCommand;

/**
 * Runs a standalone broker. Only the runnable jar has what it needs.
 */
public final class JoltBrokerMain {

	private JoltBrokerMain() {
	}

	/**
	 * Runs a broker until the process is told to end.
	 * @param arguments see {@code --help}
	 */
	public static void main(String[] arguments) {
		System.exit(BrokerCommand.run(arguments));
	}

}
