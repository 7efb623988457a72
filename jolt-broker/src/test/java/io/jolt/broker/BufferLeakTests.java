package io.jolt.broker;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.netty.buffer.ByteBufAllocator;
import io.netty.util.ResourceLeakDetector;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * No buffer is forgotten, however connections end.
 */
class BufferLeakTests {

	private static final String SUB = "{\"op\":\"sub\",\"topic\":\"t\"}";

	private static final String AUTH = "{\"op\":\"auth\",\"user\":\"u\",\"pass\":\"p\"}";

	private static final String LONG_PUB = "{\"op\":\"pub\",\"topic\":\"t\",\"data\":\"" + "x".repeat(10_000) + "\"}";

	private static final String HELLO = "{\"op\":\"hello\",\"sized_data\":true}";

	private static final String SIZED_PUB = "#10001 {\"op\":\"pub\",\"topic\":\"t\"}\n\"" + "x".repeat(10_000);

	private final ListAppender<ILoggingEvent> reports = new ListAppender<>();

	private final Logger logger = (Logger) LoggerFactory.getLogger(ResourceLeakDetector.class);

	@BeforeEach
	void listen() {
		this.reports.start();
		this.logger.addAppender(this.reports);
	}

	@AfterEach
	void stopListening() {
		this.logger.detachAppender(this.reports);
	}

	@Test
	void noBufferIsLeaked() {
		assertThat(ResourceLeakDetector.getLevel()).isEqualTo(ResourceLeakDetector.Level.PARANOID);
		for (int i = 0; i < 3; i++) {
			converse();
		}
		for (int i = 0; i < 10; i++) {
			collect();
		}
		assertThat(this.reports.list).isEmpty();
		leak();
		// else the above showed nothing
		Awaitility.await().until(() -> {
			collect();
			return !this.reports.list.isEmpty();
		});
	}

	// ends connections in the middle of everything
	private static void converse() {
		try (JoltBroker broker = JoltBroker.builder()
			.port(0)
			.passwordIterations(1)
			.outboundSoftBytes(50_000)
			.outboundHardBytes(100_000)
			.user("u", "p", "admin")
			.start();
				RawClient stalled = new RawClient(broker.port());
				RawClient subscriber = new RawClient(broker.port());
				RawClient knowing = new RawClient(broker.port());
				RawClient publisher = new RawClient(broker.port());
				RawClient hasty = new RawClient(broker.port());
				RawClient endless = new RawClient(broker.port())) {
			stalled.ask(AUTH);
			stalled.ask(SUB);
			subscriber.ask(AUTH);
			subscriber.ask(SUB);
			knowing.ask(AUTH);
			knowing.ask(HELLO);
			knowing.ask(SUB);
			hasty.send(AUTH + "\n" + SUB + "\n" + LONG_PUB);
			hasty.disconnect();
			endless.send("x".repeat(100_000));
			publisher.ask(AUTH);
			publisher.ask(HELLO);
			for (int i = 0; i < 1000; i++) {
				publisher.ask(LONG_PUB);
				subscriber.readLine();
				knowing.readLine();
				// in both forms
				publisher.ask(SIZED_PUB);
				assertThat(subscriber.readLine()).startsWith("{");
				assertThat(knowing.readLine()).startsWith("#10001 {");
				assertThat(knowing.readLine()).hasSize(10_001);
			}
			publisher.send(LONG_PUB);
			subscriber.disconnect();
			publisher.send("\n" + SIZED_PUB);
		}
	}

	private static void leak() {
		ByteBufAllocator.DEFAULT.directBuffer(100);
	}

	private static void collect() {
		System.gc();
		// what was collected is reported when something is allocated
		ByteBufAllocator.DEFAULT.directBuffer(100).release();
	}

}
