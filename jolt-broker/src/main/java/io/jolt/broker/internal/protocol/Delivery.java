package io.jolt.broker.internal.protocol;

import io.jolt.broker.internal.routing.GroupName;
import io.netty.buffer.ByteBufAllocator;
import org.jspecify.annotations.Nullable;

/**
 * A message on its way to its subscribers: the topic, data and headers of the request as
 * they were written, spliced together without being decoded. Clients that know sized data
 * get it as received; for the others it is encoded as a string, once, when first needed.
 * To each group it says which group it is for. Reused for every message; owned by one
 * thread.
 */
public final class Delivery {

	private final DeliveryLine string;

	private final DeliveryLine sized;

	// for the group that was asked for last
	private final DeliveryLine groupString;

	// for the group that was asked for last
	private final DeliveryLine groupSized;

	private final JsonEscaper escaper = new JsonEscaper();

	private boolean escaped;

	// for which the lines of a group are; null before the message's first
	private @Nullable GroupName group;

	private Request request = new Request();

	/**
	 * Makes room for deliveries.
	 * @param allocator makes the buffers of long ones
	 */
	public Delivery(ByteBufAllocator allocator) {
		this.string = new DeliveryLine(allocator);
		this.sized = new DeliveryLine(allocator);
		this.groupString = new DeliveryLine(allocator);
		this.groupSized = new DeliveryLine(allocator);
	}

	/**
	 * Begins with the message of a publish. To be ended with {@link #release()}.
	 * @param request the request, which stays as it is until then
	 */
	public void splice(Request request) {
		this.request = request;
	}

	/**
	 * The line to send to who subscribes without a group.
	 * @param sizedDataKnown whether the recipient knows sized data
	 * @return the line, valid until the release
	 */
	public DeliveryLine line(boolean sizedDataKnown) {
		return isSized(sizedDataKnown) ? sized(this.sized) : string(this.string);
	}

	/**
	 * The line to send to a member of a group.
	 * @param sizedDataKnown whether the recipient knows sized data
	 * @param group the group
	 * @return the line, valid until that of another group is asked for, or the release
	 */
	public DeliveryLine line(boolean sizedDataKnown, GroupName group) {
		if (!group.equals(this.group)) {
			releaseGroup();
			this.group = group;
			this.groupString.setGroup(group);
			this.groupSized.setGroup(group);
		}
		return isSized(sizedDataKnown) ? sized(this.groupSized) : string(this.groupString);
	}

	private boolean isSized(boolean sizedDataKnown) {
		return sizedDataKnown && this.request.sized;
	}

	private DeliveryLine sized(DeliveryLine line) {
		if (line.length() == 0) {
			line.spliceSized(this.request);
		}
		return line;
	}

	private DeliveryLine string(DeliveryLine line) {
		if (line.length() > 0) {
			return line;
		}
		Request.Span data = this.request.rawData;
		if (!this.request.sized) {
			line.splice(this.request, this.request.line, data.from, data.length());
			return line;
		}
		if (!this.escaped) {
			this.escaper.escape(this.request.line, data.from, data.to);
			this.escaped = true;
		}
		line.splice(this.request, this.escaper.bytes(), 0, this.escaper.length());
		return line;
	}

	/**
	 * Lets go of the lines.
	 */
	public void release() {
		this.string.release();
		this.sized.release();
		if (this.group != null) {
			releaseGroup();
			this.group = null;
		}
		if (this.escaped) {
			this.escaper.release();
			this.escaped = false;
		}
	}

	private void releaseGroup() {
		this.groupString.release();
		this.groupSized.release();
	}

}
