#!/usr/bin/env bash
# Library: spring-messaging 7.0.9
# Behaviour: ByteArrayMessageConverter converts a text payload to byte[] by returning the String as it is. A
# listener method with a byte[] parameter is then called with a String, which fails with "argument type
# mismatch".
# Expected: The converter returns bytes, or null so that the next converter is asked.
# Seen:
#   fromMessage(message, byte[].class) returned a java.lang.String
#   handle(byte[]): java.lang.IllegalStateException: argument type mismatch
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
import org.springframework.messaging.converter.ByteArrayMessageConverter;
import org.springframework.messaging.handler.annotation.support.DefaultMessageHandlerMethodFactory;
import org.springframework.messaging.support.GenericMessage;

public class Finding {

	public static class Listener {

		public String handle(byte[] payload) {
			return "called with " + payload.length + " bytes";
		}

	}

	public static void main(String[] args) throws Exception {
		var message = new GenericMessage<>("text");
		var converter = new ByteArrayMessageConverter();
		Object converted = converter.fromMessage(message, byte[].class);
		System.out.println("fromMessage(message, byte[].class) returned a " + converted.getClass().getName());

		var factory = new DefaultMessageHandlerMethodFactory();
		factory.setMessageConverter(converter);
		factory.afterPropertiesSet();
		var handler = factory.createInvocableHandlerMethod(new Listener(),
				Listener.class.getMethod("handle", byte[].class));
		String seen;
		try {
			seen = (String) handler.invoke(message);
		}
		catch (IllegalStateException ex) {
			seen = ex.getClass().getName() + ": " + ex.getMessage().lines().findFirst().orElse("");
		}
		System.out.println("handle(byte[]): " + seen);
		System.exit(converted instanceof String && seen.contains("argument type mismatch") ? 0 : 1);
	}

}
JAVA
java -cp 'lib/*' Finding.java 2> java.log || { status=$?; cat java.log; exit "$status"; }
