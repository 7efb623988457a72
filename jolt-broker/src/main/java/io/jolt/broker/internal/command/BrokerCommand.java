package io.jolt.broker.internal.command;

import java.io.PrintWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.regex.Pattern;

import io.jolt.broker.JoltBroker;
import io.jolt.broker.JoltBrokerBuilder;
import io.jolt.broker.JoltBrokerException;
import io.jolt.broker.internal.connection.BrokerVersion;
import io.netty.util.NetUtil;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * The command that runs a broker until the process is told to end. Its options take one
 * dash, like the Go broker's, or two.
 */
@Command(name = "jolt-broker", description = "Runs a Jolt broker.",
		subcommands = { HashPasswordCommand.class, CreateConnectionFileCommand.class },
		versionProvider = BrokerCommand.Version.class, sortOptions = false)
public final class BrokerCommand implements Callable<Integer> {

	private static final int MISTAKE = 2;

	// EX_SOFTWARE of sysexits.h
	private static final int FAILURE = 70;

	// beyond the drain timeout; closing has its own, shorter limits
	private static final long CLOSING_GRACE_MILLIS = 12_000;

	private static final Pattern CONTROL = Pattern.compile("\\p{Cc}");

	@Option(names = { "-port", "--port" }, paramLabel = "<port>",
			description = "The port to listen on, 8080 by default; 0 is any free one.")
	private @Nullable Integer port;

	@Option(names = { "-bind", "--bind" }, paramLabel = "<address>",
			description = "The address to listen on, 127.0.0.1 by default; any other than the loopback needs security.")
	private @Nullable String bind;

	@Option(names = { "-config", "--config" }, paramLabel = "<file>",
			description = "A config.json. The command line overrides it.")
	private @Nullable Path config;

	@Option(names = { "-h", "-help", "--help" }, usageHelp = true, description = "Prints this and exits.")
	@SuppressWarnings("UnusedVariable") // picocli acts on it
	private boolean help;

	@Option(names = { "-V", "-version", "--version" }, versionHelp = true,
			description = "Prints the version and exits.")
	@SuppressWarnings("UnusedVariable") // picocli acts on it
	private boolean version;

	/**
	 * Runs the command.
	 * @param arguments the arguments
	 * @return the exit status
	 */
	public static int run(String... arguments) {
		return new CommandLine(new BrokerCommand()).setParameterExceptionHandler(BrokerCommand::mistake)
			.setExecutionExceptionHandler(BrokerCommand::failure)
			.execute(arguments);
	}

	private static int mistake(CommandLine.ParameterException ex, String[] arguments) {
		Object command = ex.getCommandLine().getCommandSpec().userObject();
		String message = String.valueOf(ex.getMessage());
		// an argument that is not understood may be a password
		if (command instanceof HashPasswordCommand) {
			message = HashPasswordCommand.NO_ARGUMENTS;
		}
		else if (command instanceof CreateConnectionFileCommand
				&& ex instanceof CommandLine.UnmatchedArgumentException unmatched) {
			message = CreateConnectionFileCommand.unknown(unmatched.getUnmatched().get(0));
		}
		return complain(ex.getCommandLine(), message);
	}

	private static int failure(Exception ex, CommandLine commandLine, CommandLine.@Nullable ParseResult parsed)
			throws Exception {
		if (ex instanceof MistakeException || ex instanceof IllegalArgumentException
				|| ex instanceof JoltBrokerException) {
			return complain(commandLine, String.valueOf(ex.getMessage()));
		}
		throw ex;
	}

	private static int complain(CommandLine commandLine, String message) {
		PrintWriter err = commandLine.getErr();
		err.println("jolt-broker: " + oneLine(message));
		err.flush();
		return MISTAKE;
	}

	// the error may follow a line end in a name, and a terminal obeys other control
	// characters
	private static String oneLine(String message) {
		return CONTROL.matcher(message.strip())
			.replaceAll((match) -> String.format("\\\\u%04x", (int) match.group().charAt(0)));
	}

	@Override
	public Integer call() throws InterruptedException {
		// otherwise a client could request handshakes without end on one TLS 1.2
		// connection
		System.setProperty("jdk.tls.rejectClientInitiatedRenegotiation", "true");
		JoltBroker broker = builder().onFailure(() -> end("an event loop has ended")).build();
		broker.start();
		endOnSignal(broker);
		announce(broker);
		// all threads of the broker are daemons; the hook ends the process
		new CountDownLatch(1).await();
		return 0;
	}

	private JoltBrokerBuilder builder() {
		JoltBrokerBuilder builder = (this.config != null) ? Configuration.read(this.config) : JoltBroker.builder();
		if (this.port != null) {
			builder.port(this.port);
		}
		if (this.bind != null) {
			builder.bind(this.bind);
		}
		return builder;
	}

	private void announce(JoltBroker broker) {
		InetAddress address = new InetSocketAddress(broker.options().bind(), broker.port()).getAddress();
		System.out.println("Jolt broker listening on "
				+ NetUtil.toSocketAddressString(NetUtil.toAddressString(address), broker.port()));
		System.out.flush();
	}

	private static void endOnSignal(JoltBroker broker) {
		// created now: a broker that must be ended may have no memory left for it
		Thread closing = new Thread(broker::close, "jolt-broker-close");
		closing.setDaemon(true);
		Runtime.getRuntime().addShutdownHook(new Thread(() -> {
			try {
				closing.start();
				closing.join(broker.options().drainTimeout().toMillis() + CLOSING_GRACE_MILLIS);
			}
			catch (InterruptedException ex) {
				Thread.currentThread().interrupt();
			}
			finally {
				if (closing.isAlive()) {
					end("it could not be closed in time");
				}
				// without it a process ended by a signal has the exit status 143
				Runtime.getRuntime().halt(0);
			}
		}, "jolt-broker-shutdown"));
	}

	// immediately, not through the shutdown hook, which asks the broker to close
	private static void end(String reason) {
		try {
			System.err.println("jolt-broker: " + reason + ": the process ends with the exit status " + FAILURE);
			System.err.flush();
		}
		finally {
			Runtime.getRuntime().halt(FAILURE);
		}
	}

	/**
	 * Says which version this is.
	 */
	static final class Version implements CommandLine.IVersionProvider {

		@Override
		public String[] getVersion() {
			return new String[] { "Jolt broker " + BrokerVersion.VERSION };
		}

	}

}
