#!/usr/bin/env bash
# Library: netty-codec-base 4.2.17.Final
# Behaviour: Whether LineBasedFrameDecoder accepts a line of exactly its maximum length that ends with CR LF
# depends on how the bytes arrive. In one read it is accepted. If the LF comes with the next read, the CR
# counts as a byte of the line and the line is refused as too long.
# Expected: The line is accepted however TCP cuts it: its length is counted without the line end.
# Seen:
#   limit 13, line and CR LF in one read: {"op":"ping"}
#   limit 13, cut within the line: {"op":"ping"}
#   limit 13, cut between CR and LF: TooLongFrameException: frame length (14) exceeds the allowed maximum (13)
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
import io.netty.handler.codec.LineBasedFrameDecoder;
import io.netty.handler.codec.TooLongFrameException;
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
		String line = "{\"op\":\"ping\"}";
		int limit = line.length();
		String whole = read(new LineBasedFrameDecoder(limit), line + "\r\n");
		System.out.println("limit " + limit + ", line and CR LF in one read: " + whole);
		String earlier = read(new LineBasedFrameDecoder(limit), line.substring(0, 5), line.substring(5) + "\r\n");
		System.out.println("limit " + limit + ", cut within the line: " + earlier);
		String between = read(new LineBasedFrameDecoder(limit), line + "\r", "\n");
		System.out.println("limit " + limit + ", cut between CR and LF: " + between);
		System.exit(whole.equals(line) && earlier.equals(line) && between.contains("TooLongFrameException") ? 0 : 1);
	}

}
JAVA
java -cp 'lib/*' Finding.java 2> java.log || { status=$?; cat java.log; exit "$status"; }
