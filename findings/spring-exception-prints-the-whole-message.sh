#!/usr/bin/env bash
# Library: spring-messaging 7.0.9
# Behaviour: MessagingException.toString() appends the failed message with its whole payload. So the first
# line of each stack trace, and every log line with the exception, is as long as the payload.
# Expected: toString() names the message by its id and headers, or shortens the payload, as getMessage() has
# nothing of it.
# Seen:
#   payload: 500000 characters
#   getMessage(): refused
#   toString() has the whole payload: true
#   a line of the stack trace of what wraps it has the whole payload: true
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
			<artifactId>spring-messaging</artifactId>
			<version>7.0.9</version>
		</dependency>
	</dependencies>
</project>
XML
mvn -q -B org.apache.maven.plugins:maven-dependency-plugin:3.10.0:copy-dependencies -DoutputDirectory=lib > mvn.log 2>&1 ||
	{ cat mvn.log; exit 2; }

cat > Finding.java <<'JAVA'
import java.io.PrintWriter;
import java.io.StringWriter;
import org.springframework.messaging.MessageDeliveryException;
import org.springframework.messaging.support.GenericMessage;

public class Finding {

	public static void main(String[] args) {
		String payload = "x".repeat(500_000);
		var exception = new MessageDeliveryException(new GenericMessage<>(payload), "refused");
		var trace = new StringWriter();
		new RuntimeException("The order was not sent", exception).printStackTrace(new PrintWriter(trace, true));
		int longest = trace.toString().lines().mapToInt(String::length).max().orElse(0);
		System.out.println("payload: " + payload.length() + " characters");
		System.out.println("getMessage(): " + exception.getMessage());
		System.out.println("toString() has the whole payload: " + exception.toString().contains(payload));
		System.out.println("a line of the stack trace of what wraps it has the whole payload: " + (longest > payload.length()));
		System.exit(exception.toString().contains(payload) && longest > payload.length() ? 0 : 1);
	}

}
JAVA
java -cp 'lib/*' Finding.java 2> java.log || { status=$?; cat java.log; exit "$status"; }
