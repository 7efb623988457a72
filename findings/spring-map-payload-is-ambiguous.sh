#!/usr/bin/env bash
# Library: spring-messaging 7.0.9
# Behaviour: The compiler refuses MessageSendingOperations.convertAndSend("topic", map), where the map is one
# with texts as keys: it may be a payload for a destination, or headers for the payload "topic".
# Expected: What compiles for a text, a record and a Map<String, Integer> compiles for every map.
# Seen:
#   convertAndSend("topic", "text"): compiles
#   convertAndSend("topic", counts): compiles
#   convertAndSend("topic", (Object) map): compiles
#   convertAndSend("topic", map): error: reference to convertAndSend is ambiguous
#   convertAndSend("topic", Map.of("id", 1)): error: reference to convertAndSend is ambiguous
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

# $1: what is sent
compiles() {
	cat > Sender.java <<-JAVA
		import java.util.*;
		import org.springframework.messaging.core.MessageSendingOperations;

		class Sender {

			void send(MessageSendingOperations<String> template, Map<String, Object> map, Map<String, Integer> counts) {
				template.convertAndSend("topic", $1);
			}

		}
	JAVA
	javac -proc:none -cp 'lib/*' -d classes Sender.java > javac.log 2>&1
}

as_described=0
for sent in '"text"' 'counts' '(Object) map' 'map' 'Map.of("id", 1)'; do
	if compiles "$sent"; then
		seen=compiles
	else
		seen=$(sed -n 's/^Sender.java:[0-9]*: //p' javac.log)
	fi
	echo "convertAndSend(\"topic\", $sent): $seen"
	case "$sent: $seen" in
		map:*ambiguous* | Map.of*ambiguous* | '"text": compiles' | 'counts: compiles' | '(Object) map: compiles') ;;
		*) as_described=1 ;;
	esac
done
exit "$as_described"
