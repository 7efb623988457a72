package io.jolt.client.internal.link;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

import io.jolt.client.internal.transport.WriteWatchdog;
import io.jolt.client.testing.ManualTime;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link Heartbeat} and {@link WriteWatchdog}.
 */
class HeartbeatTests {

	private final ManualTime time = new ManualTime();

	private final AtomicInteger pings = new AtomicInteger();

	private final AtomicInteger deaths = new AtomicInteger();

	private final AtomicBoolean paused = new AtomicBoolean();

	private final Heartbeat heartbeat = new Heartbeat(this.time, this.time, Duration.ofSeconds(20), 2, this.paused::get,
			this.pings::incrementAndGet, this.deaths::incrementAndGet);

	@BeforeEach
	void start() {
		this.heartbeat.start();
	}

	@Test
	void aPeerThatTalksIsNotPinged() {
		for (int i = 0; i < 100; i++) {
			this.time.advance(Duration.ofSeconds(19));
			this.heartbeat.signOfLife(this.time.nanoTime());
		}
		assertThat(this.pings).hasValue(0);
	}

	@Test
	void anIdlePeerThatAnswersIsPingedOnceAnInterval() {
		for (int i = 1; i <= 100; i++) {
			this.time.advance(Duration.ofSeconds(20));
			this.heartbeat.signOfLife(this.time.nanoTime());
			assertThat(this.pings).hasValue(i);
		}
		assertThat(this.deaths).hasValue(0);
	}

	@Test
	void aDeadPeerIsNoticedWithinTheIntervalTimesOutstandingPlusOne() {
		this.time.advance(Duration.ofSeconds(7));
		this.heartbeat.signOfLife(this.time.nanoTime());
		this.time.advance(Duration.ofSeconds(60).minusNanos(1));
		assertThat(this.pings).hasValue(2);
		assertThat(this.deaths).hasValue(0);
		this.time.advance(Duration.ofNanos(1));
		assertThat(this.deaths).hasValue(1);
		this.time.advance(Duration.ofHours(1));
		assertThat(this.deaths).hasValue(1);
	}

	@Test
	void anAnswerAtTheLastMomentCounts() {
		this.time.advance(Duration.ofSeconds(60).minusNanos(1));
		this.heartbeat.signOfLife(this.time.nanoTime());
		this.time.advance(Duration.ofSeconds(60).minusNanos(1));
		assertThat(this.deaths).hasValue(0);
	}

	@Test
	void silenceMeansNothingWhileTheReaderWaits() {
		this.paused.set(true);
		this.time.advance(Duration.ofHours(1));
		assertThat(this.pings).hasValue(0);
		assertThat(this.deaths).hasValue(0);
		this.paused.set(false);
		this.time.advance(Duration.ofSeconds(80));
		assertThat(this.deaths).hasValue(1);
	}

	@Test
	void isSilentOnceStopped() {
		this.heartbeat.stop();
		this.time.advance(Duration.ofHours(1));
		assertThat(this.pings).hasValue(0);
		assertThat(this.time.scheduled()).isEmpty();
	}

	@Test
	void aStuckWriteIsNoticed() {
		AtomicInteger stuck = new AtomicInteger();
		WriteWatchdog watchdog = new WriteWatchdog(this.time, this.time, Duration.ofSeconds(10),
				stuck::incrementAndGet);
		for (int i = 0; i < 100; i++) {
			watchdog.begin(this.time.nanoTime());
			this.time.advance(Duration.ofSeconds(9));
			watchdog.end();
		}
		assertThat(stuck).hasValue(0);
		watchdog.begin(this.time.nanoTime());
		this.time.advance(Duration.ofSeconds(10));
		assertThat(stuck).hasValue(1);
	}

	@Test
	void manyWritesSetOneTimer() {
		this.heartbeat.stop();
		WriteWatchdog watchdog = new WriteWatchdog(this.time, this.time, Duration.ofSeconds(10), () -> {
		});
		for (int i = 0; i < 1000; i++) {
			watchdog.begin(this.time.nanoTime());
			watchdog.end();
		}
		assertThat(this.time.scheduled()).hasSize(1);
		this.time.advance(Duration.ofSeconds(10));
		assertThat(this.time.scheduled()).isEmpty();
	}

}
