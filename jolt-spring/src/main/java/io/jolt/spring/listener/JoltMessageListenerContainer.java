package io.jolt.spring.listener;

import java.util.List;
import java.util.concurrent.CompletableFuture;

import io.jolt.client.JoltException;
import org.jspecify.annotations.Nullable;

import org.springframework.context.SmartLifecycle;

/**
 * Subscribes a listener while it runs. It can be started and stopped any number of times,
 * and is safe for use by several threads.
 */
public interface JoltMessageListenerContainer extends SmartLifecycle {

	/**
	 * The phase of listener containers: they start late and stop early, while everything
	 * that a listener may use is there.
	 */
	int DEFAULT_PHASE = Integer.MAX_VALUE - 100;

	/**
	 * The listener's id.
	 * @return the id
	 */
	String getListenerId();

	/**
	 * The topics it subscribes to.
	 * @return the literal topics
	 */
	List<String> getTopics();

	/**
	 * The patterns it subscribes to.
	 * @return the topic patterns
	 */
	List<String> getTopicPatterns();

	/**
	 * Completes when the broker has granted all topics and patterns in the current run:
	 * what is published after that reaches the listener while the connection stands.
	 * Fails if the broker refuses one, upon which the listener receives nothing from any
	 * until the container is stopped and started again, or if the container is stopped.
	 * One that it grants now and refuses after a reconnect is told as an error event, and
	 * asked for again with the next connection. A broker that has no room for one more
	 * connection does not fail it: {@link #state()} is then
	 * {@link ContainerState#REFUSED} while it is tried again.
	 * @return a future of the caller's own: cancelling it changes nothing
	 */
	CompletableFuture<Void> ready();

	/**
	 * Starts it: subscribes, and returns without waiting for the broker's answer, or even
	 * for a connection. If it is stopping, blocks until it is stopped.
	 */
	@Override
	void start();

	/**
	 * As {@link #stop(Runnable)}, and blocks until it is stopped; except when the
	 * listener itself calls this, for it cannot wait for itself.
	 */
	@Override
	void stop();

	/**
	 * Stops it and returns at once: ends the intake, lets the listener handle all that
	 * was delivered until then, for at most the shutdown time-out, after which the
	 * listener's threads are interrupted and what is still queued is dropped and counted.
	 * If it is paused, what is queued is dropped at once, and only what the listener is
	 * handling is waited for. Back-offs of retries end when this is called.
	 * <p>
	 * The listener itself may call this, also by closing the application context: it is
	 * not interrupted, and nobody waits for it, but for the other threads that run it.
	 * What is queued is handled when it returns, unless the client was closed by then.
	 * @param callback runs when it is stopped, or, where the listener itself has called
	 * this, when no other thread runs it any more; at once if it was not running
	 */
	@Override
	void stop(Runnable callback);

	/**
	 * Whether it runs.
	 * @return {@code true} from {@link #start()} until it is stopped, the time in which
	 * it stops included
	 */
	@Override
	boolean isRunning();

	/**
	 * Ends handing messages to the listener, which goes on with those that it is
	 * handling, retries included. The subscription stays, what comes waits in the queue,
	 * and when that is full, the overflow policy decides. No thread works meanwhile.
	 * Lasts until {@link #resume()} or a stop, with which what waits is dropped, counted
	 * and told as a warning. One that is paused while it is stopped begins its next run
	 * paused; while it is stopping, there is nothing to pause. Idempotent; never blocks.
	 */
	void pause();

	/**
	 * Goes on after {@link #pause()}, with what waits. Idempotent; never blocks.
	 */
	void resume();

	/**
	 * Whether it was paused and not resumed or stopped since.
	 * @return {@code true} also before the broker has granted the subscription
	 */
	boolean isPaused();

	/**
	 * Where it stands at this moment: what was asked of it, and while it runs, where its
	 * subscription stands. It tells {@link ContainerState#RECONNECTING} where its own
	 * connection was lost, and where that of its client was.
	 * @return the state
	 */
	ContainerState state();

	/**
	 * Why it receives nothing although it runs: the broker refuses its subscription or a
	 * connection for it, or it has lost a connection of its own. What happens to the
	 * client's connection is not told here.
	 * @return the cause, or {@code null} if there is none
	 */
	@Nullable JoltException failure();

	/**
	 * Its figures at this moment.
	 * @return the figures
	 */
	ListenerStatistics statistics();

	/**
	 * The name of the connection it listens on.
	 * @return the name
	 */
	String getConnectionName();

	/**
	 * How many messages wait for the listener.
	 * @return the number of queued messages
	 */
	int queuedMessages();

	/**
	 * How many messages never reached the listener, because its queue was full or the
	 * container stopped, since the container was created.
	 * @return the number of dropped messages
	 */
	long droppedMessages();

	/**
	 * The phase that it is to be started and stopped in. A container that an application
	 * context does not know as a bean is started and stopped in that of its
	 * {@link io.jolt.spring.config.JoltListenerEndpointRegistry registry}, which takes
	 * over a phase that is not the default one.
	 */
	@Override
	default int getPhase() {
		return DEFAULT_PHASE;
	}

}
