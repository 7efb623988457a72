package io.jolt.spring.listener;

import java.util.List;
import java.util.concurrent.CompletableFuture;

import io.jolt.client.JoltException;
import org.jspecify.annotations.Nullable;

import org.springframework.context.SmartLifecycle;

/**
 * Subscribes a listener while it is running. Can be started and stopped any number of
 * times, and is safe for use by several threads.
 */
public interface JoltMessageListenerContainer extends SmartLifecycle {

	/**
	 * The phase of listener containers: they start late and stop early, while everything
	 * that a listener may use is available.
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
	 * The group in which it shares the messages with others.
	 * @return the group's name, or {@code null} if it gets every message
	 */
	@Nullable String getGroup();

	/**
	 * The types of the messages that its listener is called for.
	 * @return types and patterns of types; empty for all messages
	 */
	List<String> getTypes();

	/**
	 * Completes when the broker has granted all topics and patterns in the current run:
	 * what is published after that reaches the listener as long as the connection is
	 * open. Fails if the container is stopped, or if the broker refuses a topic or
	 * pattern; the listener then receives nothing until the container is stopped and
	 * started again. If the broker refuses one after a reconnect that it had granted
	 * before, an error event is published, and the client asks again with its next
	 * socket. If the broker has no room for another socket, the future does not fail:
	 * {@link #state()} is {@link ContainerState#REFUSED} while the client tries again.
	 * @return a future for the caller alone: cancelling it changes nothing
	 */
	CompletableFuture<Void> ready();

	/**
	 * Starts the container: subscribes, and returns without waiting for the broker's
	 * answer or even for an open connection. If it is stopping, blocks until it is
	 * stopped.
	 */
	@Override
	void start();

	/**
	 * Stops the container as {@link #stop(Runnable)} does, and blocks until it is
	 * stopped, unless the listener itself calls this, because it cannot wait for itself.
	 */
	@Override
	void stop();

	/**
	 * Begins to stop the container and returns at once. It accepts no more messages, and
	 * the listener handles those that were already delivered. After the shutdown time-out
	 * the listener's threads are interrupted, and the messages that are still queued are
	 * dropped and counted. If it is paused, the queued messages are dropped at once, and
	 * it waits only for those that the listener is handling. Back-offs of retries end
	 * when this is called.
	 * <p>
	 * The listener itself may call this, also by closing the application context. Its
	 * thread is not interrupted or waited for, but other threads that run the listener
	 * are waited for. Queued messages are handled after it returns, unless the client was
	 * closed by then. Two listeners that stop all containers at the same time do not wait
	 * for each other either.
	 * @param callback runs when the container is stopped or, if this or another listener
	 * has called this, as soon as only threads run the listener that have called this
	 * too; at once if the container was not running
	 */
	@Override
	void stop(Runnable callback);

	/**
	 * Whether the container is running.
	 * @return {@code true} from {@link #start()} until it is stopped, also while it is
	 * stopping
	 */
	@Override
	boolean isRunning();

	/**
	 * Passes no more messages to the listener, which finishes those that it is handling,
	 * including retries. The subscription stays, new messages wait in the queue, and when
	 * that is full, the overflow policy applies. No thread is busy meanwhile. Lasts until
	 * {@link #resume()} or a stop, which drops and counts the waiting messages and logs a
	 * warning. A container that is paused while it is stopped begins its next run paused;
	 * pausing while it is stopping has no effect. Idempotent; never blocks.
	 */
	void pause();

	/**
	 * Continues after {@link #pause()}, beginning with the waiting messages. Idempotent;
	 * never blocks.
	 */
	void resume();

	/**
	 * Whether the container was paused, and not resumed or stopped since.
	 * @return {@code true} also before the broker has granted the subscription
	 */
	boolean isPaused();

	/**
	 * The current state: the requested one and, while the container is running, that of
	 * its subscription. {@link ContainerState#RECONNECTING} means that its own socket or
	 * the client's was lost.
	 * @return the state
	 */
	ContainerState state();

	/**
	 * The reason why the container is running but receives nothing: the broker refuses
	 * its subscription or its own socket, or that socket was lost. Failures of the
	 * client's connection are not reported here.
	 * @return the cause, or {@code null} for none
	 */
	@Nullable JoltException failure();

	/**
	 * The current statistics.
	 * @return the statistics
	 */
	ListenerStatistics statistics();

	/**
	 * The name of the connection on which it listens.
	 * @return the name
	 */
	String getConnectionName();

	/**
	 * The number of messages that wait for the listener.
	 * @return the number of queued messages
	 */
	int queuedMessages();

	/**
	 * The number of messages since the container was created that never reached the
	 * listener, because its queue was full or the container stopped.
	 * @return the number of dropped messages
	 */
	long droppedMessages();

	/**
	 * The phase in which the container starts and stops. A container that is not itself a
	 * bean starts and stops in the phase of its
	 * {@link io.jolt.spring.config.JoltListenerEndpointRegistry registry}, which adopts a
	 * phase that is not the default.
	 */
	@Override
	default int getPhase() {
		return DEFAULT_PHASE;
	}

}
