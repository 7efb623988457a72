#!/usr/bin/env bash
# Library: netty-handler 4.2.17.Final
# Behaviour: SslHandler.closeOutbound() on a channel that is closed already logs a NullPointerException with
# its stack trace at WARN, each time it is called.
# Expected: There is nothing left to say goodbye to: it does nothing, or only the future that it returns
# fails.
# Seen:
#   open: false
#   WARNING [id: 0xembedded] flush() raised a masked exception. java.lang.NullPointerException
#   WARNING [id: 0xembedded] flush() raised a masked exception. java.lang.NullPointerException
#   WARNING [id: 0xembedded] flush() raised a masked exception. java.lang.NullPointerException
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
			<artifactId>netty-handler</artifactId>
			<version>4.2.17.Final</version>
		</dependency>
	</dependencies>
</project>
XML
mvn -q -B org.apache.maven.plugins:maven-dependency-plugin:3.10.0:copy-dependencies -DoutputDirectory=lib > mvn.log 2>&1 ||
	{ cat mvn.log; exit 2; }

cat > Finding.java <<'JAVA'
import io.netty.buffer.ByteBufAllocator;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.ssl.SslProvider;
import java.util.ArrayList;
import java.util.List;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

public class Finding {

	public static void main(String[] args) throws Exception {
		List<LogRecord> records = new ArrayList<>();
		Logger logger = Logger.getLogger(SslHandler.class.getName());
		logger.addHandler(new Handler() {

			@Override
			public void publish(LogRecord record) {
				records.add(record);
			}

			@Override
			public void flush() {
			}

			@Override
			public void close() {
			}

		});
		SslHandler tls = SslContextBuilder.forClient()
			.sslProvider(SslProvider.JDK)
			.build()
			.newHandler(ByteBufAllocator.DEFAULT);
		var channel = new EmbeddedChannel(tls);
		channel.close().sync();
		channel.runPendingTasks();
		System.out.println("open: " + channel.isOpen());
		for (int call = 0; call < 3; call++) {
			tls.closeOutbound();
			channel.runPendingTasks();
		}
		for (LogRecord record : records) {
			System.out.println(record.getLevel() + " " + record.getMessage() + " " + record.getThrown().getClass().getName());
		}
		long npes = records.stream().filter((record) -> record.getThrown() instanceof NullPointerException).count();
		System.exit(npes == 3 ? 0 : 1);
	}

}
JAVA
java -cp 'lib/*' Finding.java 2> java.log || { status=$?; cat java.log; exit "$status"; }
