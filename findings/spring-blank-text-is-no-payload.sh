#!/usr/bin/env bash
# Library: spring-messaging 7.0.9
# Behaviour: PayloadMethodArgumentResolver takes an empty text, and one of nothing but white space, for a
# missing payload, also where the parameter is a String: a required one is refused, an optional one becomes
# null.
# Expected: A String parameter gets the text that was sent; only what has to be converted can be missing in
# it.
# Seen:
#   required, payload 'text': called with 'text'
#   required, payload '': MethodArgumentNotValidException, Payload value must not be empty
#   required, payload '  ': MethodArgumentNotValidException, Payload value must not be empty
#   optional, payload '': called with null
#   optional, payload '  ': called with null
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
import org.springframework.messaging.handler.annotation.Payload;
import org.springframework.messaging.handler.annotation.support.DefaultMessageHandlerMethodFactory;
import org.springframework.messaging.handler.annotation.support.MethodArgumentNotValidException;
import org.springframework.messaging.support.GenericMessage;

public class Finding {

	public static class Listener {

		public String required(String text) {
			return "called with '" + text + "'";
		}

		public String optional(@Payload(required = false) String text) {
			return (text != null) ? "called with '" + text + "'" : "called with null";
		}

	}

	static String call(String method, String payload) throws Exception {
		var factory = new DefaultMessageHandlerMethodFactory();
		factory.afterPropertiesSet();
		var handler = factory.createInvocableHandlerMethod(new Listener(),
				Listener.class.getMethod(method, String.class));
		String seen;
		try {
			seen = (String) handler.invoke(new GenericMessage<>(payload));
		}
		catch (MethodArgumentNotValidException ex) {
			seen = ex.getClass().getSimpleName() + ", "
					+ ex.getBindingResult().getAllErrors().get(0).getDefaultMessage();
		}
		System.out.println(method + ", payload '" + payload + "': " + seen);
		return seen;
	}

	public static void main(String[] args) throws Exception {
		boolean asDescribed = call("required", "text").equals("called with 'text'")
				& call("required", "").contains("must not be empty")
				& call("required", "  ").contains("must not be empty")
				& call("optional", "").equals("called with null")
				& call("optional", "  ").equals("called with null");
		System.exit(asDescribed ? 0 : 1);
	}

}
JAVA
java -cp 'lib/*' Finding.java 2> java.log || { status=$?; cat java.log; exit "$status"; }
