#!/usr/bin/env bash
# Library: spring-messaging 7.0.9 and spring-context 7.0.9 with hibernate-validator 9.1.3.Final
# Behaviour: On the payload of a message handler method, @Valid looks at the payload as one bean. The elements
# of a list or an array, and the payload of a Message parameter, are not validated, whether it is @Valid
# List<Item>, List<@Valid Item>, @Valid Item[] or @Valid Message<Item>: the method is called, without a
# warning.
# Expected: The same annotations have the elements validated, as on a method that is validated by Bean
# Validation itself, or the method is refused when it is registered.
# Seen:
#   item, payload {"quantity":1}: called
#   item, payload {"quantity":0}: refused
#   validList, payload [{"quantity":0}]: called
#   listOfValid, payload [{"quantity":0}]: called
#   validListOfValid, payload [{"quantity":0}]: called
#   validArray, payload [{"quantity":0}]: called
#   validMessage, payload {"quantity":0}: called
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
		<dependency>
			<groupId>org.hibernate.validator</groupId>
			<artifactId>hibernate-validator</artifactId>
			<version>9.1.3.Final</version>
		</dependency>
		<dependency>
			<groupId>org.apache.tomcat.embed</groupId>
			<artifactId>tomcat-embed-el</artifactId>
			<version>11.0.24</version>
		</dependency>
	</dependencies>
</project>
XML
mvn -q -B org.apache.maven.plugins:maven-dependency-plugin:3.10.0:copy-dependencies -DoutputDirectory=lib > mvn.log 2>&1 ||
	{ cat mvn.log; exit 2; }

cat > Finding.java <<'JAVA'
import jakarta.validation.Valid;
import jakarta.validation.constraints.Min;
import java.util.Arrays;
import java.util.List;
import org.springframework.messaging.Message;
import org.springframework.messaging.converter.JacksonJsonMessageConverter;
import org.springframework.messaging.handler.annotation.support.DefaultMessageHandlerMethodFactory;
import org.springframework.messaging.handler.annotation.support.MethodArgumentNotValidException;
import org.springframework.messaging.support.GenericMessage;
import org.springframework.validation.beanvalidation.LocalValidatorFactoryBean;

public class Finding {

	public record Item(@Min(1) int quantity) {
	}

	public static class Listener {

		public void item(@Valid Item item) {
		}

		public void validList(@Valid List<Item> items) {
		}

		public void listOfValid(List<@Valid Item> items) {
		}

		public void validListOfValid(@Valid List<@Valid Item> items) {
		}

		public void validArray(@Valid Item[] items) {
		}

		public void validMessage(@Valid Message<Item> message) {
		}

	}

	static boolean isCalled(String name, String payload) throws Exception {
		var validator = new LocalValidatorFactoryBean();
		validator.afterPropertiesSet();
		var factory = new DefaultMessageHandlerMethodFactory();
		factory.setMessageConverter(new JacksonJsonMessageConverter());
		factory.setValidator(validator);
		factory.afterPropertiesSet();
		var method = Arrays.stream(Listener.class.getMethods())
			.filter((candidate) -> candidate.getName().equals(name))
			.findFirst()
			.orElseThrow();
		boolean called = true;
		try {
			factory.createInvocableHandlerMethod(new Listener(), method).invoke(new GenericMessage<>(payload));
		}
		catch (MethodArgumentNotValidException ex) {
			called = false;
		}
		System.out.println(name + ", payload " + payload + ": " + (called ? "called" : "refused"));
		return called;
	}

	public static void main(String[] args) throws Exception {
		boolean asDescribed = isCalled("item", "{\"quantity\":1}")
				& !isCalled("item", "{\"quantity\":0}")
				& isCalled("validList", "[{\"quantity\":0}]")
				& isCalled("listOfValid", "[{\"quantity\":0}]")
				& isCalled("validListOfValid", "[{\"quantity\":0}]")
				& isCalled("validArray", "[{\"quantity\":0}]")
				& isCalled("validMessage", "{\"quantity\":0}");
		System.exit(asDescribed ? 0 : 1);
	}

}
JAVA
java -cp 'lib/*' Finding.java 2> java.log || { status=$?; cat java.log; exit "$status"; }
