#!/usr/bin/env bash
# Library: spring-messaging 7.0.9
# Behaviour: A message cannot carry an application's headers "id" and "timestamp". Two ways to set them
# replace the values without a word, GenericMessage(payload, headers) and MessageBuilder.copyHeaders(headers);
# the third, MessageBuilder.setHeader(name, value), throws.
# Expected: All three treat them alike, best by saying that the names are taken, so that a header of a sender
# in another language is not lost unnoticed.
# Seen:
#   new GenericMessage(payload, headers): region kept: true, id kept: false, timestamp kept: false
#   copyHeaders(headers): region kept: true, id kept: false, timestamp kept: false
#   setHeader("id", ...): IllegalArgumentException: 'id' header is read-only
#   setHeader("timestamp", ...): IllegalArgumentException: 'timestamp' header is read-only
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
import java.util.Map;
import java.util.concurrent.Callable;
import org.springframework.messaging.Message;
import org.springframework.messaging.support.GenericMessage;
import org.springframework.messaging.support.MessageBuilder;

public class Finding {

	static String set(String how, Callable<Message<?>> message) throws Exception {
		String seen;
		try {
			var headers = message.call().getHeaders();
			seen = "region kept: " + "north".equals(headers.get("region")) + ", id kept: " + "order-42".equals(headers.get("id"))
					+ ", timestamp kept: " + "1000".equals(headers.get("timestamp").toString());
		}
		catch (IllegalArgumentException ex) {
			seen = ex.getClass().getSimpleName() + ": " + ex.getMessage();
		}
		System.out.println(how + ": " + seen);
		return seen;
	}

	public static void main(String[] args) throws Exception {
		Map<String, Object> headers = Map.of("id", "order-42", "timestamp", "1000", "region", "north");
		String replaced = "region kept: true, id kept: false, timestamp kept: false";
		boolean asDescribed = set("new GenericMessage(payload, headers)", () -> new GenericMessage<>("text", headers)).equals(replaced)
				& set("copyHeaders(headers)", () -> MessageBuilder.withPayload("text").copyHeaders(headers).build()).equals(replaced)
				& set("setHeader(\"id\", ...)", () -> MessageBuilder.withPayload("text").setHeader("id", "order-42").build()).contains("read-only")
				& set("setHeader(\"timestamp\", ...)", () -> MessageBuilder.withPayload("text").setHeader("timestamp", "1000").build()).contains("read-only");
		System.exit(asDescribed ? 0 : 1);
	}

}
JAVA
java -cp 'lib/*' Finding.java 2> java.log || { status=$?; cat java.log; exit "$status"; }
