package io.jolt.broker.internal.connection;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;

import io.jolt.broker.internal.protocol.Answer;
import io.jolt.broker.internal.protocol.Delivery;
import io.jolt.broker.internal.protocol.ErrorCode;
import io.jolt.broker.internal.routing.GroupMember;
import io.jolt.broker.internal.routing.TopicName;
import io.jolt.broker.internal.security.User;
import io.netty.channel.Channel;
import io.netty.channel.socket.DuplexChannel;
import io.netty.handler.ssl.SslHandler;
import org.jspecify.annotations.Nullable;

/**
 * One connection: its user, its subscriptions, and what is sent to it. Owned by its event
 * loop, except {@code deliver}, {@link #isOverSoft} and what the memory budget calls.
 */
@SuppressWarnings("FutureReturnValueIgnored") // Netty reports on its own futures
final class BrokerConnection implements OutboundQueue.Listener, MemoryBudget.Holder {

	private static final Answer TOO_MUCH_UNAUTHENTICATED = Answer.error(ErrorCode.AUTH_REQUIRED,
			"too much before authentication");

	// how long the other end may take to read the last answer
	private static final long LINGER_MILLIS = 1000;

	// how long it may take to read what was queued before it
	private static final long CLOSING_FLUSH_MILLIS = 5000;

	private final ServerContext server;

	private final DuplexChannel channel;

	private final EventLoopContext loop;

	private final InetSocketAddress peer;

	private final OutboundQueue outbound;

	private final Subscriptions subscriptions;

	private final Runnable resume;

	private final OutputEnd outputEnd;

	private final MemoryBudget.Account account;

	// null before authentication
	private @Nullable User user;

	// null as long as nobody has asked
	private @Nullable TopicName inbox;

	// written by the event loop, read by all
	private volatile boolean sizedDataKnown;

	// whether it only watches what others send; written by the event loop, read by all
	private volatile boolean observer;

	// of answers given before authentication
	private int unauthenticatedAnswerBytes;

	private boolean authenticating;

	// how much heap an unfinished line takes
	private int lineBytes;

	// written by the event loop; the buffers that wait to be read on
	private volatile int waitingBytes;

	private boolean closing;

	private long lingerMillis = LINGER_MILLIS;

	// how much more is read and thrown away while it closes
	private long lingerBytes;

	private long closingFlushMillis = CLOSING_FLUSH_MILLIS;

	// makes a connection. (resume: called when requests may be read on)
	BrokerConnection(ServerContext server, DuplexChannel channel, EventLoopContext loop, Runnable resume) {
		this.server = server;
		this.channel = channel;
		this.loop = loop;
		this.resume = resume;
		this.outputEnd = new OutputEnd(channel, channel.pipeline().get(SslHandler.class));
		this.peer = (InetSocketAddress) channel.remoteAddress();
		this.outbound = new OutboundQueue(channel, loop.flusher, server.outboundLimits(), loop.counters, this);
		this.account = new MemoryBudget.Account(server.memory(), this);
		this.subscriptions = new Subscriptions(this, server);
		this.user = server.isSecured() ? null : User.ANONYMOUS;
		this.lingerBytes = server.options().maxLineBytes();
	}

	Channel channel() {
		return this.channel;
	}

	EventLoopContext loop() {
		return this.loop;
	}

	Subscriptions subscriptions() {
		return this.subscriptions;
	}

	InetAddress address() {
		return this.peer.getAddress();
	}

	@Nullable User user() {
		return this.user;
	}

	// the topic that only this connection may subscribe to
	TopicName inbox() {
		TopicName inbox = this.inbox;
		if (inbox == null) {
			inbox = Inbox.create();
			this.inbox = inbox;
		}
		return inbox;
	}

	// the other end has said so
	void knowsSizedData() {
		this.sizedDataKnown = true;
	}

	// the other end has said whether it only watches
	void observes(boolean observer) {
		this.observer = observer;
	}

	boolean isObserver() {
		return this.observer;
	}

	// lets in a user, possibly replacing another
	void authenticated(User user) {
		this.user = user;
		this.subscriptions.retain(user.permissions());
	}

	// holds up later requests while a password is checked, so that answers keep the
	// order of requests
	void setAuthenticating(boolean authenticating) {
		this.authenticating = authenticating;
		if (!authenticating) {
			this.resume.run();
		}
	}

	boolean isAuthenticating() {
		return this.authenticating;
	}

	// whether the next request has to wait
	boolean isHeldUp() {
		return this.authenticating || this.outbound.isOverSoft();
	}

	// whether it reads so slowly that it should not get what another may get. On any
	// event
	// loop.
	boolean isOverSoft() {
		return this.outbound.isOverSoft();
	}

	// whether no more requests are carried out
	boolean isClosing() {
		return this.closing || this.account.isCutOff();
	}

	// notes what is kept of what was read (lineBytes: of the heap; waitingBytes: outside
	// it)
	void keep(int lineBytes, int waitingBytes) {
		if (lineBytes != this.lineBytes) {
			int more = lineBytes - this.lineBytes;
			this.lineBytes = lineBytes;
			this.account.addHeap(more);
		}
		if (waitingBytes != this.waitingBytes) {
			this.waitingBytes = waitingBytes;
		}
	}

	@Override
	public MemoryBudget.Account account() {
		return this.account;
	}

	@Override
	public long directBytes() {
		return this.outbound.heldBytes() + this.waitingBytes;
	}

	@Override
	public void cutOff(String reason) {
		this.outbound.discard();
		try {
			this.channel.eventLoop().execute(() -> {
				if (this.channel.isOpen()) {
					if (this.subscriptions.isAny()) {
						this.server.statistics().subscriberCutOff();
					}
					abort(Refusal.MEMORY, reason);
				}
			});
		}
		catch (RejectedExecutionException ex) {
			// the broker has stopped, and with it the connection
		}
	}

	// queues a delivery. On any event loop. (asOf: what the registry was like when this
	// was found to be a recipient; caller: the flusher of the loop that this runs on)
	// Returns whether it was queued.
	boolean deliver(Delivery delivery, TopicName topic, long asOf, Flusher caller) {
		return this.outbound.append(delivery.line(this.sizedDataKnown), caller, topic, null, asOf);
	}

	// the same, of a delivery to this connection as a member of a group
	boolean deliver(Delivery delivery, GroupMember<BrokerConnection> member, TopicName topic, long asOf,
			Flusher caller) {
		return this.outbound.append(delivery.line(this.sizedDataKnown, member.groupName()), caller, topic, member,
				asOf);
	}

	// checked under the queue's lock: an unsubscription is answered through the same
	// queue, and nothing follows that answer
	@Override
	public boolean isWanted(TopicName topic, @Nullable GroupMember<BrokerConnection> member, long asOf) {
		if (this.subscriptions.noneEndedSince(asOf)) {
			return true;
		}
		return (member != null) ? this.server.registry().isSubscribed(topic, member)
				: this.server.registry().isSubscribed(topic, this);
	}

	void answer(Answer answer) {
		if (this.user == null) {
			this.unauthenticatedAnswerBytes += answer.line().length;
			if (this.unauthenticatedAnswerBytes > this.server.options().unauthenticatedAnswerBytes()) {
				tooMuchUnauthenticated();
				return;
			}
		}
		if (answer == Answer.OK) {
			this.outbound.appendOk();
		}
		else {
			this.outbound.append(answer.line());
		}
	}

	/**
	 * Closes because an unauthenticated client sends or asks too much.
	 */
	void tooMuchUnauthenticated() {
		close(TOO_MUCH_UNAUTHENTICATED, Refusal.BEFORE_AUTHENTICATION,
				"it sent or asked too much before authentication");
	}

	/**
	 * Gives a last answer, and closes when it has been sent.
	 * @param last the answer
	 * @param refusal what it is counted as
	 * @param reason for the log
	 */
	void close(Answer last, Refusal refusal, String reason) {
		if (!this.closing) {
			this.server.statistics().refused(refusal);
			this.server.log().closed(this.peer, reason);
			this.outbound.append(last.line());
			closeWhenSent();
		}
	}

	/**
	 * Closes at once because of what the other end did.
	 * @param refusal what it is counted as
	 * @param reason for the log
	 */
	void abort(Refusal refusal, String reason) {
		this.server.statistics().refused(refusal);
		abort(reason);
	}

	/**
	 * Closes at once.
	 * @param reason for the log
	 */
	void abort(String reason) {
		this.server.log().closed(this.peer, reason);
		closeNow();
	}

	/**
	 * Closes at once and says nothing.
	 */
	void closeNow() {
		this.closing = true;
		this.outputEnd.closeNow();
	}

	/**
	 * Sends what is queued and closes without waiting for the other end.
	 */
	void shutDown() {
		this.lingerMillis = LINGER_MILLIS / 4;
		// the broker itself ends what takes too long
		this.closingFlushMillis = this.server.options().drainTimeout().toMillis();
		closeWhenSent();
		this.outbound.flush();
	}

	/**
	 * Carries out no more requests, sends what is queued, and closes.
	 */
	void closeWhenSent() {
		if (this.closing) {
			return;
		}
		this.closing = true;
		this.subscriptions.clear();
		// later input is read and discarded, so that its end is noticed
		if (!this.channel.isInputShutdown()) {
			this.channel.config().setAutoRead(true);
		}
		if (this.outbound.close()) {
			this.outputEnd.begin(this.lingerMillis);
		}
		else {
			this.channel.eventLoop().schedule(this.outputEnd::closeNow, this.closingFlushMillis, TimeUnit.MILLISECONDS);
		}
	}

	/**
	 * Input came while this connection closes, and was discarded. A client that sends
	 * more than the longest line is not waited for.
	 * @param bytes how much
	 */
	void discarded(int bytes) {
		this.lingerBytes -= bytes;
		if (this.lingerBytes < 0 && this.closing) {
			if (this.outputEnd.hasBegun()) {
				this.outputEnd.closeNow();
			}
			else {
				// it still gets what is queued for it
				this.channel.config().setAutoRead(false);
			}
		}
	}

	/**
	 * The other end will send nothing more, while this connection closes.
	 */
	void inputEnded() {
		if (this.outputEnd.hasBegun()) {
			this.outputEnd.closeNow();
		}
	}

	// an exception was thrown: nearly always a network failure
	void failed(Throwable cause) {
		if (cause instanceof IOException) {
			closeNow();
		}
		else {
			this.server.log().failed(this.peer, cause);
			closeNow();
		}
	}

	/**
	 * The channel is closed.
	 */
	void closed() {
		this.closing = true;
		this.subscriptions.clear();
		this.outbound.discard();
		this.account.close();
	}

	void flush() {
		this.outbound.flush();
	}

	@Override
	public void belowSoftLimit() {
		this.resume.run();
	}

	@Override
	public void overSoftLimitForTooLong() {
		this.server.statistics().subscriberCutOff();
		abort("it does not read what it is sent: more than " + this.server.options().outboundSoftBytes()
				+ " bytes waited for longer than " + this.server.options().outboundSoftDuration().toMillis() + " ms");
	}

	@Override
	public void overHardLimit() {
		this.server.statistics().subscriberCutOff();
		abort("it does not read what it is sent: more than " + this.server.options().outboundHardBytes()
				+ " bytes waited");
	}

	@Override
	public void empty() {
		if (this.closing) {
			this.outputEnd.begin(this.lingerMillis);
		}
	}

	@Override
	public String toString() {
		return "BrokerConnection[" + this.peer + "]";
	}

}
