package io.jolt.integration.aot;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import io.jolt.integration.tools.Program;
import io.jolt.sample.OrderBoardApplication;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The sample, processed ahead of time and run with what was generated.
 */
class AheadOfTimeTests {

	private static final Pattern PORT = Pattern.compile(".*Tomcat started on port (\\d+).*");

	private static AheadOfTime processed;

	private static Program application;

	private static String start;

	private static URI root;

	@BeforeAll
	static void processAndStart(@TempDir Path folder) throws IOException {
		processed = AheadOfTime.process(OrderBoardApplication.class, folder);
		application = processed.start("--server.port=0", "--jolt.embedded.port=0", "--logging.level.root=INFO",
				"--logging.level.io.jolt=INFO");
		start = awaitLine(Pattern.compile(".*Starting .*OrderBoardApplication.*")).group();
		root = URI.create("http://localhost:" + awaitLine(PORT).group(1));
	}

	@AfterAll
	static void stop() {
		if (application != null) {
			application.close();
		}
	}

	@Test
	void itStartsWithWhatWasGenerated() {
		assertThat(start).contains("AOT-processed");
	}

	@Test
	void anOrderIsDecidedByTheListenerAndShown() throws Exception {
		HttpClient client = HttpClient.newHttpClient();
		HttpResponse<String> placed = client.send(HttpRequest.newBuilder(root.resolve("/api/orders"))
			.header("Content-Type", "application/json")
			.POST(HttpRequest.BodyPublishers.ofString("""
					{"customer":"Ada","item":"Cup","quantity":2}"""))
			.build(), HttpResponse.BodyHandlers.ofString());
		assertThat(placed.statusCode()).isEqualTo(202);
		try (Stream<String> events = client
			.send(HttpRequest.newBuilder(root.resolve("/api/events")).build(), HttpResponse.BodyHandlers.ofLines())
			.body()) {
			assertThat(events.filter((line) -> line.contains("orders.accepted")).findFirst()).get()
				.asString()
				.contains("Ada");
		}
	}

	@Test
	void aNativeImageIsToldOfTheListenersAndTheirPayloads() throws IOException {
		assertThat(processed.metadata()).contains("\"io.jolt.sample.OrderDesk\"", "\"decide\"",
				"\"io.jolt.sample.Order\"");
	}

	private static Matcher awaitLine(Pattern pattern) {
		while (true) {
			Matcher matcher = pattern.matcher(application.nextLine());
			if (matcher.matches()) {
				return matcher;
			}
		}
	}

}
