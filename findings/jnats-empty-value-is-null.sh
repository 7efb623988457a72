#!/usr/bin/env bash
# Library: jnats 2.26.2 with nats-server 2.15.2
# Behaviour: A key whose value is empty has an entry of the operation PUT whose getValue() is null, as that of
# a deletion marker is. getValueAsString() is null, too.
# Expected: An empty array, and an empty text: what was put comes back. A message of the stream beneath it has
# its empty data as an empty array.
# Seen:
#   history: PUT, getValue() null
#   history: DELETE, getValue() null
#   history: PUT, getValue() null
#   get: PUT, getDataLen() 0, getValue() null, getValueAsString() null
#   the same message of the stream: getData() []
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
import io.nats.client.api.KeyValueConfiguration;
import io.nats.client.api.KeyValueEntry;
import java.util.Arrays;

public class Finding {

	public static void main(String[] args) throws Exception {
		int port = freePort();
		server(port, "data");
		Connection connection = Nats.connect("nats://127.0.0.1:" + port);
		connection.keyValueManagement().create(KeyValueConfiguration.builder("settings").maxHistoryPerKey(5).build());
		var bucket = connection.keyValue("settings");
		bucket.put("greeting", new byte[0]);
		bucket.delete("greeting");
		bucket.put("greeting", new byte[0]);
		for (KeyValueEntry entry : bucket.history("greeting")) {
			System.out.println("history: " + entry.getOperation() + ", getValue() " + Arrays.toString(entry.getValue()));
		}
		KeyValueEntry entry = bucket.get("greeting");
		System.out.println("get: " + entry.getOperation() + ", getDataLen() " + entry.getDataLen() + ", getValue() "
				+ Arrays.toString(entry.getValue()) + ", getValueAsString() " + entry.getValueAsString());
		byte[] data = connection.jetStreamManagement().getMessage("KV_settings", entry.getRevision()).getData();
		System.out.println("the same message of the stream: getData() " + Arrays.toString(data));
		System.exit(entry.getValue() == null && entry.getValueAsString() == null && data != null ? 0 : 1);
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
