package io.jolt.client.spi.exchange;

import java.util.concurrent.CompletableFuture;

import io.jolt.client.JoltMessage;
import io.jolt.client.PublishResult;

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

}
