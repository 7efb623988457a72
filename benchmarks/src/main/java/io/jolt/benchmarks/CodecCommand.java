package io.jolt.benchmarks;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;

import io.jolt.benchmarks.server.JavaServer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/**
 * Runs the JMH benchmarks of the codec.
 */
@Command(name = "codec", mixinStandardHelpOptions = true, usageHelpAutoWidth = true,
		description = "Measures the codec with JMH.")
final class CodecCommand implements Callable<Integer> {

	@Option(names = "--jolt", paramLabel = "<folder>",
			description = "The checkout whose build is measured; by default the one that this was built in.")
	private @Nullable Path jolt;

	@Parameters(paramLabel = "<args>", description = "Arguments of JMH, after --; -h lists them.")
	private List<String> arguments = List.of();

	CodecCommand() {
	}

	@Override
	public Integer call() throws IOException, InterruptedException {
		Installation installation = Installation.find();
		JoltBuild build = new JoltBuild((this.jolt != null) ? this.jolt : installation.checkout());
		List<String> command = new ArrayList<>(List.of(JavaServer.java(), "-cp",
				installation.classPath(build) + java.io.File.pathSeparator + build.brokerJar(),
				"org.openjdk.jmh.Main"));
		command.addAll(this.arguments);
		return new ProcessBuilder(command).inheritIO().start().waitFor();
	}

}
