#!/usr/bin/env bash
# Library: spring-messaging 7.0.9 with jackson-databind 3.1.5
# Behaviour: The JSON text null is reported as a payload that cannot be converted, also by a parameter that is
# not required: JacksonJsonMessageConverter reads it as null, which the resolver of payloads takes for "no
# converter was able to".
# Expected: null is valid JSON: @Payload(required = false) gets null for it, as it does for an empty text, and
# a required parameter says that a payload is missing.
# Seen:
#   required, payload '{"id":1}': called with Order[id=1]
#   optional, payload '': called with null
#   optional, payload 'null': MessageConversionException, Cannot convert from [java.lang.String] to [Finding$Order]
#   required, payload 'null': MessageConversionException, Cannot convert from [java.lang.String] to [Finding$Order]
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
		<dependency>
			<groupId>tools.jackson.core</groupId>
			<artifactId>jackson-databind</artifactId>
			<version>3.1.5</version>
		</dependency>
	</dependencies>
</project>
XML
mvn -q -B org.apache.maven.plugins:maven-dependency-plugin:3.10.0:copy-dependencies -DoutputDirectory=lib > mvn.log 2>&1 ||
	{ cat mvn.log; exit 2; }

cat > Finding.java <<'JAVA'
import org.springframework.messaging.converter.JacksonJsonMessageConverter;
import org.springframework.messaging.converter.MessageConversionException;
import org.springframework.messaging.handler.annotation.Payload;
import org.springframework.messaging.handler.annotation.support.DefaultMessageHandlerMethodFactory;
import org.springframework.messaging.support.GenericMessage;

public class Finding {

	public record Order(int id) {
	}

	public static class Listener {

		public String required(Order order) {
			return "called with " + order;
		}

		public String optional(@Payload(required = false) Order order) {
			return "called with " + order;
		}

	}

	static String call(String method, String payload) throws Exception {
		var factory = new DefaultMessageHandlerMethodFactory();
		factory.setMessageConverter(new JacksonJsonMessageConverter());
		factory.afterPropertiesSet();
		var handler = factory.createInvocableHandlerMethod(new Listener(),
				Listener.class.getMethod(method, Order.class));
		String seen;
		try {
			seen = (String) handler.invoke(new GenericMessage<>(payload));
		}
		catch (MessageConversionException ex) {
			seen = ex.getClass().getSimpleName() + ", " + ex.getMessage().replaceAll(" for .*", "");
		}
		System.out.println(method + ", payload '" + payload + "': " + seen);
		return seen;
	}

	public static void main(String[] args) throws Exception {
		boolean asDescribed = call("required", "{\"id\":1}").equals("called with Order[id=1]")
				& call("optional", "").equals("called with null")
				& call("optional", "null").contains("Cannot convert")
				& call("required", "null").contains("Cannot convert");
		System.exit(asDescribed ? 0 : 1);
	}

}
JAVA
java -cp 'lib/*' Finding.java 2> java.log || { status=$?; cat java.log; exit "$status"; }
