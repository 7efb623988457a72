#!/usr/bin/env bash
# Library: jnats 2.26.2 with nats-server 2.15.2
# Behaviour: A JetStreamManagement that is made before the first connection is there, as connectAsynchronously
# allows, takes the server for version 0.0.0 for ever: once connected it still refuses a consumer with several
# filters, "not available until server version 2.10.0". One made later accepts it.
# Expected: It asks for the version of the server that it is connected to when it is used.
# Seen:
#   made early, server version 0.0.0
#   connected, server version 2.15.2
#   made early: java.lang.IllegalArgumentException: [CON-90303] Multiple filter subjects not available until server version 2.10.0.
#   made late: accepted
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
import io.nats.client.JetStreamManagement;
import io.nats.client.Nats;
import io.nats.client.Options;
import io.nats.client.api.ConsumerConfiguration;
import io.nats.client.api.StreamConfiguration;
import java.util.concurrent.CompletableFuture;

public class Finding {

	static String addConsumer(JetStreamManagement management) throws Exception {
		try {
			management.addOrUpdateConsumer("ORDERS",
					ConsumerConfiguration.builder().durable("desk").filterSubjects("orders.new", "orders.paid").build());
			return "accepted";
		}
		catch (IllegalArgumentException ex) {
			return ex.toString();
		}
	}

	public static void main(String[] args) throws Exception {
		int port = freePort();
		var made = new CompletableFuture<Connection>();
		Nats.connectAsynchronously(Options.builder()
			.server("nats://127.0.0.1:" + port)
			.maxReconnects(-1)
			.connectionListener((connection, event) -> made.complete(connection))
			.errorListener(new ErrorListener() {
			})
			.build(), true);
		Connection connection = made.get();
		JetStreamManagement early = connection.jetStreamManagement();
		System.out.println("made early, server version " + connection.getServerInfo().getVersion());
		server(port, "data");
		while (connection.getStatus() != Connection.Status.CONNECTED) {
			Thread.sleep(10);
		}
		System.out.println("connected, server version " + connection.getServerInfo().getVersion());
		JetStreamManagement late = connection.jetStreamManagement();
		late.addStream(StreamConfiguration.builder().name("ORDERS").subjects("orders.>").build());
		String byEarly = addConsumer(early);
		System.out.println("made early: " + byEarly);
		String byLate = addConsumer(late);
		System.out.println("made late: " + byLate);
		System.exit(byEarly.contains("not available until server version") && byLate.equals("accepted") ? 0 : 1);
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
