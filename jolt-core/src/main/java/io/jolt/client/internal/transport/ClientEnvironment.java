package io.jolt.client.internal.transport;

import java.net.InetAddress;
import java.util.List;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Function;
import java.util.random.RandomGenerator;

import javax.net.SocketFactory;

import io.jolt.client.spi.NanoClock;
import io.jolt.client.spi.Scheduler;

/**
 * What a client needs from the outside world, in one place so that tests can replace it.
 *
 * @param clock tells the time
 * @param dns resolves host names
 * @param sockets makes sockets that are not yet connected
 * @param random where jitter comes from
 * @param scheduling makes the client's scheduler, given an executor with the client's own
 * thread
 */
public record ClientEnvironment(NanoClock clock, Dns dns, SocketFactory sockets, RandomGenerator random,
		Function<ScheduledExecutorService, Scheduler> scheduling) {

	/**
	 * The real environment.
	 * @return the environment
	 */
	public static ClientEnvironment system() {
		return new ClientEnvironment(System::nanoTime, (host) -> List.of(InetAddress.getAllByName(host)),
				SocketFactory.getDefault(), () -> ThreadLocalRandom.current().nextLong(), ExecutorScheduler::new);
	}

}
