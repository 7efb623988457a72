package io.jolt.client;

import java.util.Objects;

/**
 * Lets a responder answer what a subscription delivers.
 */
final class RespondingListener implements JoltMessageListener {

	private final JoltClient client;

	private final JoltResponder responder;

	RespondingListener(JoltClient client, JoltResponder responder) {
		this.client = client;
		this.responder = Objects.requireNonNull(responder, "responder");
	}

	@Override
	@SuppressWarnings("FutureReturnValueIgnored") // nobody waits for the failure's answer
	public void onMessage(JoltMessage message) throws Exception {
		JoltDelivery delivery = JoltDelivery.of(this.client, message);
		try {
			this.responder.onDelivery(delivery);
		}
		catch (JoltReplyException ex) {
			if (!delivery.isRequest()) {
				throw ex;
			}
			delivery.fail(ex.code(), ex.text());
		}
		catch (Throwable ex) {
			if (delivery.isRequest()) {
				delivery.fail(JoltReplyException.LISTENER_FAILED, "");
			}
			throw ex;
		}
	}

}
