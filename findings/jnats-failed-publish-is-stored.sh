#!/usr/bin/env bash
# Library: jnats 2.26.2 with nats-server 2.15.2
# Behaviour: JetStream.publish during an outage fails after two seconds with an IOException, but leaves the
# message in the queue of the connection. It is stored after the reconnect; three attempts that failed are
# three messages.
# Expected: A publish that failed is not sent later, or the exception says that its outcome is unknown, so
# that nobody repeats it without a message id.
# Seen:
#   attempt 1: java.io.IOException: Timeout or no response waiting for NATS JetStream server
#   attempt 2: java.io.IOException: Timeout or no response waiting for NATS JetStream server
#   attempt 3: java.io.IOException: Timeout or no response waiting for NATS JetStream server
#   failed: 3, stored after the reconnect: 3
# Exit status: 0 while it is so, 1 if it has changed, 2 if it could not be tried.
set -euo pipefail

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

cat > pom.xml <<'XML'
<project>
	<modelVersion>4.0.0</modelVersion>
	<groupId>findings</groupId>
	<artifactId>finding</artifactId>
	<version>1</version>
	<dependencies>
		<dependency>
			<groupId>io.nats</groupId>
			<artifactId>jnats</artifactId>
			<version>2.26.2</version>
		</dependency>
	</dependencies>
</project>
XML
mvn -q -B org.apache.maven.plugins:maven-dependency-plugin:3.10.0:copy-dependencies -DoutputDirectory=lib > mvn.log 2>&1 ||
	{ cat mvn.log; exit 2; }

export GOPATH="$work/go" GOBIN="$work/bin" GOCACHE="$work/cache" GOFLAGS=-modcacherw
go install github.com/nats-io/nats-server/v2@v2.15.2 > go.log 2>&1 || { cat go.log; exit 2; }

cat > Finding.java <<'JAVA'
import io.nats.client.Connection;
import io.nats.client.ErrorListener;
import io.nats.client.Nats;
import io.nats.client.Options;
import io.nats.client.api.StreamConfiguration;
import java.io.IOException;
import java.time.Duration;

public class Finding {

	public static void main(String[] args) throws Exception {
		int port = freePort();
		Process server = server(port, "data");
		Connection connection = Nats.connect(Options.builder()
			.server("nats://127.0.0.1:" + port)
			.maxReconnects(-1)
			.errorListener(new ErrorListener() {
			})
			.build());
		var management = connection.jetStreamManagement();
		management.addStream(StreamConfiguration.builder().name("ORDERS").subjects("orders").build());
		var jetStream = connection.jetStream();
		server.destroyForcibly().waitFor();
		while (connection.getStatus() == Connection.Status.CONNECTED) {
			Thread.sleep(10);
		}
		int failures = 0;
		for (int attempt = 1; attempt <= 3; attempt++) {
			try {
				jetStream.publish("orders", "order 42".getBytes());
			}
			catch (IOException ex) {
				failures++;
				System.out.println("attempt " + attempt + ": " + ex);
			}
		}
		server(port, "data");
		while (connection.getStatus() != Connection.Status.CONNECTED) {
			Thread.sleep(10);
		}
		connection.flush(Duration.ofSeconds(5));
		Thread.sleep(500);
		long stored = management.getStreamInfo("ORDERS").getStreamState().getMsgCount();
		System.out.println("failed: " + failures + ", stored after the reconnect: " + stored);
		System.exit(failures == 3 && stored == 3 ? 0 : 1);
	}


	static int freePort() throws Exception {
		try (var socket = new java.net.ServerSocket(0, 1, java.net.InetAddress.getLoopbackAddress())) {
			return socket.getLocalPort();
		}
	}

	static Process server(int port, String folder) throws Exception {
		Process server = new ProcessBuilder("bin/nats-server", "-a", "127.0.0.1", "-p", "" + port, "-js", "-sd", folder)
			.redirectErrorStream(true)
			.redirectOutput(new java.io.File(folder + ".log"))
			.start();
		Runtime.getRuntime().addShutdownHook(new Thread(server::destroyForcibly));
		while (server.isAlive()) {
			try (var socket = new java.net.Socket("127.0.0.1", port)) {
				return server;
			}
			catch (java.io.IOException notYet) {
				Thread.sleep(50);
			}
		}
		throw new IllegalStateException("The server has not started");
	}
}
JAVA
java -cp 'lib/*' Finding.java 2> java.log || { status=$?; cat java.log; exit "$status"; }
