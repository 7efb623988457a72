#!/usr/bin/env bash
# Library: spring-websocket 7.0.9
# Behaviour: ConcurrentWebSocketSessionDecorator does not close a session that exceeds its limits. It throws
# SessionLimitExceededException once, into whichever thread is sending. The session stays open, and every
# later sendMessage returns normally and sends nothing, also after the peer reads again.
# Expected: As its documentation says: "the session will be closed if the limits are exceeded"; or later calls
# fail, too.
# Seen:
#   second: returned
#   third: Buffer size 11 bytes for session '1' exceeds the allowed limit 10
#   fourth: returned
#   fifth: returned
#   sixth, the peer reads again: returned
#   open: true, calls of the session: [sendMessage first]
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
			<groupId>org.springframework</groupId>
			<artifactId>spring-websocket</artifactId>
			<version>7.0.9</version>
		</dependency>
		<dependency>
			<groupId>org.springframework</groupId>
			<artifactId>spring-context</artifactId>
			<version>7.0.9</version>
		</dependency>
	</dependencies>
</project>
XML
mvn -q -B org.apache.maven.plugins:maven-dependency-plugin:3.10.0:copy-dependencies -DoutputDirectory=lib > mvn.log 2>&1 ||
	{ cat mvn.log; exit 2; }

cat > Finding.java <<'JAVA'
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.springframework.web.socket.TextMessage;
import org.springframework.web.socket.WebSocketSession;
import org.springframework.web.socket.handler.ConcurrentWebSocketSessionDecorator;
import org.springframework.web.socket.handler.SessionLimitExceededException;

public class Finding {

	public static void main(String[] args) throws Exception {
		List<String> calls = new CopyOnWriteArrayList<>();
		var sending = new CountDownLatch(1);
		var peerReads = new CountDownLatch(1);
		// a session whose peer does not read at first
		var session = (WebSocketSession) Proxy.newProxyInstance(Finding.class.getClassLoader(),
				new Class<?>[] { WebSocketSession.class }, (proxy, method, arguments) -> switch (method.getName()) {
					case "sendMessage" -> {
						calls.add("sendMessage " + ((TextMessage) arguments[0]).getPayload());
						sending.countDown();
						peerReads.await();
						yield null;
					}
					case "close" -> {
						calls.add("close");
						yield null;
					}
					case "isOpen" -> !calls.contains("close");
					case "getId" -> "1";
					default -> null;
				});
		var decorator = new ConcurrentWebSocketSessionDecorator(session, 60_000, 10);
		var first = new Thread(() -> {
			try {
				decorator.sendMessage(new TextMessage("first"));
			}
			catch (Exception ex) {
				System.out.println("first: " + ex);
			}
		});
		first.start();
		sending.await();

		int thrown = 0;
		for (String text : List.of("second", "third", "fourth", "fifth")) {
			try {
				decorator.sendMessage(new TextMessage(text));
				System.out.println(text + ": returned");
			}
			catch (SessionLimitExceededException ex) {
				thrown++;
				System.out.println(text + ": " + ex.getMessage());
			}
		}
		peerReads.countDown();
		first.join();
		decorator.sendMessage(new TextMessage("sixth"));
		System.out.println("sixth, the peer reads again: returned");
		System.out.println("open: " + decorator.isOpen() + ", calls of the session: " + calls);
		System.exit(thrown == 1 && decorator.isOpen() && calls.equals(List.of("sendMessage first")) ? 0 : 1);
	}

}
JAVA
java -cp 'lib/*' Finding.java 2> java.log || { status=$?; cat java.log; exit "$status"; }
