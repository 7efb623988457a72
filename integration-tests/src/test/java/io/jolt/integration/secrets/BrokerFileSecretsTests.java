package io.jolt.integration.secrets;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

import io.jolt.integration.tools.Program;
import io.jolt.integration.tools.ProgramResult;
import io.jolt.integration.tools.Requires;
import io.jolt.integration.tools.Tool;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The broker by itself: a mistake beside a password in its file is told without it.
 */
@Requires(Tool.BROKER_JAR)
@Timeout(60)
class BrokerFileSecretsTests {

	@TempDir
	private Path folder;

	@ParameterizedTest
	@ValueSource(strings = {
			"{\"security\":{\"enabled\":true,\"users\":[{\"name\":\"app\",\"password\":\"%s\",\"permissions\":[\"x\"]}]}}",
			"{\"security\":{\"enabled\":true,\"users\":[{\"name\":\"app\",\"password\":\"%s\",\"passwordHash\":\"%s\"}]}}",
			"{\"security\":{\"enabled\":true,\"users\":[{\"name\":\"app\",\"passwordHash\":\"%s\"}]}}",
			"{\"security\":{\"enabled\":true,\"users\":[{\"name\":\"app\",\"password\":\"%s\"",
			"{\"security\":{\"enabled\":true,\"users\":[{\"name\":\"app\",\"password\":%s}]}}",
			"{\"security\":{\"enabled\":true,\"users\":[{\"name\":\"app\",\"password\":{\"x\":\"%s\"}}]}}",
			"{\"security\":{\"enabled\":true,\"users\":\"%s\"}}",
			"{\"tls\":{\"certificate\":\"none.pem\",\"privateKey\":\"none.pem\",\"privateKeyPassword\":\"%s\"}}",
			"{\"tls\":{\"certificate\":\"none.pem\",\"privateKey\":\"none.pem\",\"privateKeyPassword\":[\"%s\"]}}" })
	void aMistakeIsToldWithoutThePassword(String pattern) throws IOException {
		Path file = Files.writeString(this.folder.resolve("config.json"),
				pattern.replace("%s", Sentinel.of("password")));
		ProgramResult result = Program.run(Duration.ofSeconds(30),
				Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-XX:TieredStopAtLevel=1", "-jar",
				Tool.BROKER_JAR.path().toString(), "-port", "0", "-config=" + file);
		assertThat(result.exitStatus()).isEqualTo(2);
		Sentinel.assertAbsent("what the broker printed", result.errors());
		Sentinel.assertAbsent("what the broker printed", result.output());
	}

}
