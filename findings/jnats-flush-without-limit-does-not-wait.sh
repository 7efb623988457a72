#!/usr/bin/env bash
# Library: jnats 2.26.2 with nats-server 2.15.2
# Behaviour: While the connection is lost, Connection.flush(null) returns at once, as if everything had been
# flushed. flush(Duration.ZERO) waits.
# Expected: As documented: "Passing null is equivalent to passing 0, which will wait forever", and while
# disconnected the method waits for a reconnect.
# Seen:
#   flush(null), connection lost: returned
#   flush(PT0S), connection lost: still waiting after 3 s
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
import java.time.Duration;

public class Finding {

	static boolean returnsWhileDisconnected(Connection connection, Duration timeout) throws Exception {
		var flushing = new Thread(() -> {
			try {
				connection.flush(timeout);
			}
			catch (Exception ex) {
				System.out.println(ex);
			}
		});
		flushing.setDaemon(true);
		flushing.start();
		flushing.join(3_000);
		boolean returned = !flushing.isAlive();
		System.out.println("flush(" + timeout + "), connection " + (connection.getStatus() == Connection.Status.CONNECTED ? "up" : "lost")
				+ ": " + (returned ? "returned" : "still waiting after 3 s"));
		return returned;
	}

	public static void main(String[] args) throws Exception {
		int port = freePort();
		Process server = server(port, "data");
		Connection connection = Nats.connect(Options.builder()
			.server("nats://127.0.0.1:" + port)
			.maxReconnects(-1)
			.errorListener(new ErrorListener() {
			})
			.build());
		server.destroyForcibly().waitFor();
		while (connection.getStatus() == Connection.Status.CONNECTED) {
			Thread.sleep(10);
		}
		connection.publish("orders", "text".getBytes());
		boolean withNull = returnsWhileDisconnected(connection, null);
		boolean withZero = returnsWhileDisconnected(connection, Duration.ZERO);
		System.exit(withNull && !withZero ? 0 : 1);
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
