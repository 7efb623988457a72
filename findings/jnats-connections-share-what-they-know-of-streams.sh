#!/usr/bin/env bash
# Library: jnats 2.26.2 with nats-server 2.15.2
# Behaviour: What is known of a stream is kept by its name in one map for all connections of the JVM. With two
# servers that have a stream of the same name, one with direct access and one without, getMessage fails on the
# one without: "Timeout or no response", within milliseconds.
# Expected: A connection knows the streams of its own server; the other server changes nothing.
# Seen:
#   north, alone: north's order
#   south: south's order
#   north, after south was connected: java.io.IOException: Timeout or no response waiting for NATS JetStream server
#   north, after its own stream was asked for: north's order
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
import io.nats.client.Nats;
import io.nats.client.api.StreamConfiguration;
import java.io.IOException;

public class Finding {

	static Connection connectionWithStream(String folder, boolean allowDirect) throws Exception {
		int port = freePort();
		server(port, folder);
		Connection connection = Nats.connect("nats://127.0.0.1:" + port);
		connection.jetStreamManagement()
			.addStream(StreamConfiguration.builder().name("ORDERS").subjects("orders").allowDirect(allowDirect).build());
		connection.jetStream().publish("orders", (folder + "'s order").getBytes());
		return connection;
	}

	static String firstMessage(Connection connection) throws Exception {
		try {
			return new String(connection.jetStreamManagement().getMessage("ORDERS", 1).getData());
		}
		catch (IOException ex) {
			return ex.toString();
		}
	}

	public static void main(String[] args) throws Exception {
		Connection north = connectionWithStream("north", false);
		String alone = firstMessage(north);
		System.out.println("north, alone: " + alone);
		Connection south = connectionWithStream("south", true);
		String other = firstMessage(south);
		System.out.println("south: " + other);
		String after = firstMessage(north);
		System.out.println("north, after south was connected: " + after);
		north.jetStreamManagement().getStreamInfo("ORDERS");
		String asked = firstMessage(north);
		System.out.println("north, after its own stream was asked for: " + asked);
		System.exit(alone.equals("north's order") && other.equals("south's order")
				&& after.contains("Timeout or no response") && asked.equals("north's order") ? 0 : 1);
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
