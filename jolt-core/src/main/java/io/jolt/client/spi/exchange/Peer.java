package io.jolt.client.spi.exchange;

import java.util.concurrent.CompletableFuture;

import io.jolt.client.JoltMessage;
import io.jolt.client.PublishResult;
import org.jspecify.annotations.Nullable;

/**
 * The other side of a call.
 */
interface Peer {

	/**
	 * The topic of its inbox.
	 * @return the topic
	 */
	String topic();

	/**
	 * Sends it a frame. May block for room; does not throw.
	 * @param frame the frame
	 * @return completes like a publish that counts its subscribers
	 */
	CompletableFuture<PublishResult> send(JoltMessage frame);

	/**
	 * Sends it a frame that says whom it is from, as others may send some as well.
	 * Otherwise like {@link #send}.
	 * @param frame the frame
	 * @param own the inbox that this side accepted the call with, {@code null} if that
	 * has not been sent
	 * @return completes like a publish that counts its subscribers
	 */
	CompletableFuture<PublishResult> introduce(JoltMessage frame, @Nullable Inbox own);

}
