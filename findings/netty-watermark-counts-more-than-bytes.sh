#!/usr/bin/env bash
# Library: netty-transport 4.2.17.Final
# Behaviour: Each pending write counts 96 bytes more than it has towards WriteBufferWaterMark. With short
# messages a channel is unwritable when less than a tenth of the high mark is waiting, and
# totalPendingWriteBytes, the figure beside it, is no number of bytes to be written either.
# Expected: As documented for the mark: the "number of bytes queued in the write buffer".
# Seen:
#   high mark 10000 bytes, messages of 2000 bytes: unwritable at 10000 bytes, reported pending 10480
#   high mark 10000 bytes, messages of 10 bytes: unwritable at 950 bytes, reported pending 10070
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
			<artifactId>netty-transport</artifactId>
			<version>4.2.17.Final</version>
		</dependency>
	</dependencies>
</project>
XML
mvn -q -B org.apache.maven.plugins:maven-dependency-plugin:3.10.0:copy-dependencies -DoutputDirectory=lib > mvn.log 2>&1 ||
	{ cat mvn.log; exit 2; }

cat > Finding.java <<'JAVA'
import io.netty.buffer.Unpooled;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.channel.embedded.EmbeddedChannel;
import java.nio.charset.StandardCharsets;

public class Finding {

	static int writableBytes(int messageLength) {
		var channel = new EmbeddedChannel();
		channel.config().setWriteBufferWaterMark(new WriteBufferWaterMark(5_000, 10_000));
		int bytes = 0;
		while (channel.isWritable()) {
			channel.write(Unpooled.copiedBuffer("x".repeat(messageLength), StandardCharsets.US_ASCII));
			bytes += messageLength;
		}
		System.out.println("high mark 10000 bytes, messages of " + messageLength + " bytes: unwritable at " + bytes
				+ " bytes, reported pending " + channel.unsafe().outboundBuffer().totalPendingWriteBytes());
		channel.unsafe().outboundBuffer().addFlush();
		channel.finishAndReleaseAll();
		return bytes;
	}

	public static void main(String[] args) {
		int large = writableBytes(2_000);
		int small = writableBytes(10);
		System.exit(large == 10_000 && small < 1_000 ? 0 : 1);
	}

}
JAVA
java -cp 'lib/*' Finding.java 2> java.log || { status=$?; cat java.log; exit "$status"; }
