package io.jolt.broker.internal.protocol;

import io.netty.buffer.ByteBufAllocator;

/**
 * A message on its way to its subscribers: the topic, data and headers of the request as
 * they were written, spliced together without being decoded. Clients that know sized data
 * get it as received; for the others it is encoded as a string, once, when first needed.
 * Reused for every message; owned by one thread.
 */
public final class Delivery {

	private final DeliveryLine string;

	private final DeliveryLine sized;

	private final JsonEscaper escaper = new JsonEscaper();

	private Request request = new Request();

	/**
	 * Makes room for deliveries.
	 * @param allocator makes the buffers of long ones
	 */
	public Delivery(ByteBufAllocator allocator) {
		this.string = new DeliveryLine(allocator);
		this.sized = new DeliveryLine(allocator);
	}

	/**
	 * Begins with the message of a publish. To be ended with {@link #release()}.
	 * @param request the request, which stays as it is until then
	 */
	public void splice(Request request) {
		this.request = request;
	}

	/**
	 * The line to send.
	 * @param sizedDataKnown whether the recipient knows sized data
	 * @return the line, valid until the release
	 */
	public DeliveryLine line(boolean sizedDataKnown) {
		boolean asSized = sizedDataKnown && this.request.sized;
		DeliveryLine line = asSized ? this.sized : this.string;
		if (line.length() == 0) {
			if (asSized) {
				line.spliceSized(this.request);
			}
			else if (this.request.sized) {
				this.escaper.escape(this.request.line, this.request.rawData.from, this.request.rawData.to);
				line.splice(this.request, this.escaper.bytes(), 0, this.escaper.length());
				this.escaper.release();
			}
			else {
				line.splice(this.request, this.request.line, this.request.rawData.from, this.request.rawData.length());
			}
		}
		return line;
	}

	/**
	 * Lets go of the lines.
	 */
	public void release() {
		this.string.release();
		this.sized.release();
	}

}
