#!/usr/bin/env bash
# Library: netty-codec-base 4.2.17.Final
# Behaviour: The maximum object length of JsonObjectDecoder is compared with all bytes that have arrived and
# are not yet decoded, not with the length of one object. Several short objects that arrive in one read, as
# from a client that combines its writes, are all discarded as too long.
# Expected: As documented, it is the "maximum number of bytes a JSON object/array may use": each of these
# objects uses 13 of 20.
# Seen:
#   limit 20, three objects of 13 bytes, each in a read: {"op":"ping"}, {"op":"ping"}, {"op":"ping"}
#   limit 20, the same three in one read: TooLongFrameException: object length exceeds 20: 42 bytes discarded
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
			<groupId>io.netty</groupId>
			<artifactId>netty-codec-base</artifactId>
			<version>4.2.17.Final</version>
		</dependency>
	</dependencies>
</project>
XML
mvn -q -B org.apache.maven.plugins:maven-dependency-plugin:3.10.0:copy-dependencies -DoutputDirectory=lib > mvn.log 2>&1 ||
	{ cat mvn.log; exit 2; }

cat > Finding.java <<'JAVA'
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandler;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.TooLongFrameException;
import io.netty.handler.codec.json.JsonObjectDecoder;
import java.nio.charset.StandardCharsets;
import java.util.StringJoiner;

public class Finding {

	static String read(ChannelHandler decoder, String... reads) {
		var channel = new EmbeddedChannel(decoder);
		var seen = new StringJoiner(", ");
		for (String read : reads) {
			try {
				channel.writeInbound(Unpooled.copiedBuffer(read, StandardCharsets.UTF_8));
			}
			catch (TooLongFrameException ex) {
				seen.add(ex.getClass().getSimpleName() + ": " + ex.getMessage());
			}
		}
		for (ByteBuf frame; (frame = channel.readInbound()) != null; frame.release()) {
			seen.add(frame.toString(StandardCharsets.UTF_8));
		}
		channel.finishAndReleaseAll();
		return seen.toString();
	}

	public static void main(String[] args) {
		String object = "{\"op\":\"ping\"}";
		int limit = 20;
		String each = read(new JsonObjectDecoder(limit), object + "\n", object + "\n", object + "\n");
		System.out.println("limit " + limit + ", three objects of " + object.length() + " bytes, each in a read: " + each);
		String together = read(new JsonObjectDecoder(limit), (object + "\n").repeat(3));
		System.out.println("limit " + limit + ", the same three in one read: " + together);
		System.exit(each.equals(object + ", " + object + ", " + object) && together.contains("TooLongFrameException")
				&& !together.contains(object) ? 0 : 1);
	}

}
JAVA
java -cp 'lib/*' Finding.java 2> java.log || { status=$?; cat java.log; exit "$status"; }
