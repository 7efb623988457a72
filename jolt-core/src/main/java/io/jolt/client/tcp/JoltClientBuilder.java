package io.jolt.client.tcp;

import java.time.Duration;
import java.util.List;
import java.util.Objects;

import io.jolt.client.CallOptions;
import io.jolt.client.JoltClient;
import io.jolt.client.JoltClientInterceptor;
import io.jolt.client.internal.runtime.ClientOptions;
import io.jolt.client.internal.session.JoltClientFactory;
import io.jolt.client.spi.InterceptedClient;
import io.jolt.client.spi.PayloadCompression;
import io.jolt.client.spi.exchange.ExchangeOptions;
import org.jspecify.annotations.Nullable;

/**
 * Collects the settings of a client. Not safe for use by several threads; it can build
 * more than one client.
 */
public final class JoltClientBuilder {

	private static final int DECOMPRESSED_LINES = 16;

	private static final int MAX_ARRAY_BYTES = Integer.MAX_VALUE - 16;

	private JoltAddressProvider addressProvider = () -> List.of(new JoltAddress("127.0.0.1", JoltAddress.DEFAULT_PORT));

	private JoltCredentialsProvider credentialsProvider = () -> null;

	// null unless set
	private @Nullable JoltTlsProvider tlsProvider;

	// whether the URL, or the connection file, asks for TLS
	private boolean tlsUrl = false;

	private boolean allowPlaintextCredentials = false;

	private Duration connectTimeout = Duration.ofSeconds(10);

	private Duration requestTimeout = Duration.ofSeconds(10);

	private Duration writeTimeout = Duration.ofSeconds(10);

	private Duration pingInterval = Duration.ofSeconds(20);

	private int maxOutstandingPings = 2;

	private ReconnectPolicy reconnectPolicy = ReconnectPolicy.DEFAULT;

	private NegotiationMode negotiation = NegotiationMode.AUTO;

	private PublishAcknowledgement publishAcknowledgement = PublishAcknowledgement.AUTO;

	private HeadersOnPlainBroker headersOnPlainBroker = HeadersOnPlainBroker.FAIL;

	private boolean compression = false;

	private int compressionThreshold = 1024;

	// null for a multiple of the longest line
	private @Nullable Integer maxDecompressedBytes;

	private ExchangeOptions exchanges = ExchangeOptions.DEFAULT;

	private boolean escapeNonAscii = true;

	private int maxLineBytes = 1024 * 1024;

	private long outgoingBufferBytes = 8L * 1024 * 1024;

	private String name = "jolt";

	private boolean daemonThreads = true;

	private boolean observer = false;

	private @Nullable String brokerName;

	private List<JoltClientInterceptor> interceptors = List.of();

	private JoltClientBuilder() {
	}

	/**
	 * Starts building a client.
	 * @return a builder with the defaults of a broker on {@code 127.0.0.1:8080}
	 */
	public static JoltClientBuilder create() {
		return new JoltClientBuilder();
	}

	/**
	 * Sets the interceptors of each publish and each delivery.
	 * @param interceptors the interceptors in calling order; they replace those set
	 * before
	 * @return this builder
	 */
	public JoltClientBuilder interceptors(List<? extends JoltClientInterceptor> interceptors) {
		this.interceptors = List.copyOf(interceptors);
		return this;
	}

	/**
	 * Connects to one broker.
	 * @param host the host name or IP address
	 * @param port the TCP port
	 * @return this builder
	 */
	public JoltClientBuilder address(String host, int port) {
		return addresses(List.of(new JoltAddress(host, port)));
	}

	/**
	 * Connects to the first of several addresses that accepts.
	 * @param addresses at least one address
	 * @return this builder
	 */
	public JoltClientBuilder addresses(List<JoltAddress> addresses) {
		List<JoltAddress> copy = List.copyOf(addresses);
		if (copy.isEmpty()) {
			throw new IllegalArgumentException("At least one broker address is needed");
		}
		return addressProvider(() -> copy);
	}

	/**
	 * Authenticates with a name and a password.
	 * @param username the user's name
	 * @param password the password
	 * @return this builder
	 */
	public JoltClientBuilder credentials(String username, String password) {
		JoltCredentials credentials = new JoltCredentials(username, password);
		return credentialsProvider(() -> credentials);
	}

	/**
	 * Takes address and credentials from a URL, {@code jolt://user:password@host:port}.
	 * User and password are optional and percent-encoded; the default port is 8080.
	 * {@code jolts} secures the connection with TLS and the JVM's default trust store,
	 * unless {@link #tls} or {@link #tlsProvider} sets it up, which they also do for a
	 * {@code jolt} URL.
	 * @param url the URL
	 * @return this builder
	 * @throws IllegalArgumentException if it is not a Jolt URL; the message does not
	 * contain the password
	 */
	public JoltClientBuilder url(String url) {
		JoltUrl parsed = JoltUrl.parse(url);
		addresses(List.of(parsed.address()));
		this.tlsUrl = parsed.tls();
		JoltCredentials credentials = parsed.credentials();
		return (credentials != null) ? credentialsProvider(() -> credentials) : this;
	}

	/**
	 * Sets where the broker is.
	 * @param addressProvider the provider
	 * @return this builder
	 */
	public JoltClientBuilder addressProvider(JoltAddressProvider addressProvider) {
		this.addressProvider = Objects.requireNonNull(addressProvider, "addressProvider");
		return this;
	}

	/**
	 * Sets who the client is.
	 * @param credentialsProvider the provider
	 * @return this builder
	 */
	public JoltClientBuilder credentialsProvider(JoltCredentialsProvider credentialsProvider) {
		this.credentialsProvider = Objects.requireNonNull(credentialsProvider, "credentialsProvider");
		return this;
	}

	/**
	 * Secures every connection with TLS.
	 * @param tls the settings
	 * @return this builder
	 */
	public JoltClientBuilder tls(JoltTls tls) {
		Objects.requireNonNull(tls, "tls");
		return tlsProvider(() -> tls);
	}

	/**
	 * Sets how connections are secured. If the URL says {@code jolts} and the provider
	 * returns {@code null}, nothing is sent, and the attempt fails.
	 * @param tlsProvider the provider
	 * @return this builder
	 */
	public JoltClientBuilder tlsProvider(JoltTlsProvider tlsProvider) {
		this.tlsProvider = Objects.requireNonNull(tlsProvider, "tlsProvider");
		return this;
	}

	/**
	 * Takes names, address, credentials and TLS settings from a connection file. Later
	 * calls override it; a {@code jolts} address is never connected to without TLS.
	 * @param file the file, already read
	 * @return this builder
	 */
	public JoltClientBuilder connectionFile(JoltConnectionFile file) {
		JoltTls tls = file.tls();
		JoltCredentials credentials = file.credentials();
		this.brokerName = file.brokerName();
		this.tlsUrl = tls != null;
		return name(file.clientName()).addresses(List.of(file.address()))
			.credentialsProvider(() -> credentials)
			.tlsProvider(() -> tls);
	}

	/**
	 * Whether credentials may be sent in clear text to a non-loopback address.
	 * @param allowPlaintextCredentials {@code true} to allow it
	 * @return this builder
	 */
	public JoltClientBuilder allowPlaintextCredentials(boolean allowPlaintextCredentials) {
		this.allowPlaintextCredentials = allowPlaintextCredentials;
		return this;
	}

	/**
	 * How long opening a TCP connection may take.
	 * @param connectTimeout the limit, positive
	 * @return this builder
	 */
	public JoltClientBuilder connectTimeout(Duration connectTimeout) {
		this.connectTimeout = requirePositive(connectTimeout, "connectTimeout");
		return this;
	}

	/**
	 * How long a request may take, including waiting for room or for a connection.
	 * @param requestTimeout the limit, positive
	 * @return this builder
	 */
	public JoltClientBuilder requestTimeout(Duration requestTimeout) {
		this.requestTimeout = requirePositive(requestTimeout, "requestTimeout");
		return this;
	}

	/**
	 * How long a write to the socket may take before the connection counts as lost.
	 * @param writeTimeout the limit, positive
	 * @return this builder
	 */
	public JoltClientBuilder writeTimeout(Duration writeTimeout) {
		this.writeTimeout = requirePositive(writeTimeout, "writeTimeout");
		return this;
	}

	/**
	 * How often an idle connection is pinged; zero means never.
	 * @param pingInterval the interval, not negative
	 * @return this builder
	 */
	public JoltClientBuilder pingInterval(Duration pingInterval) {
		this.pingInterval = requireNotNegative(pingInterval, "pingInterval");
		return this;
	}

	/**
	 * How many pings may be unanswered before the connection counts as lost.
	 * @param maxOutstandingPings the number, at least 1
	 * @return this builder
	 */
	public JoltClientBuilder maxOutstandingPings(int maxOutstandingPings) {
		this.maxOutstandingPings = (int) requireAtLeast(maxOutstandingPings, 1, "maxOutstandingPings");
		return this;
	}

	/**
	 * How long to wait before the next attempt to connect.
	 * @param reconnectPolicy the policy
	 * @return this builder
	 */
	public JoltClientBuilder reconnectPolicy(ReconnectPolicy reconnectPolicy) {
		this.reconnectPolicy = Objects.requireNonNull(reconnectPolicy, "reconnectPolicy");
		return this;
	}

	/**
	 * Whether the client asks the broker what it can do.
	 * @param negotiation the mode
	 * @return this builder
	 */
	public JoltClientBuilder negotiation(NegotiationMode negotiation) {
		this.negotiation = Objects.requireNonNull(negotiation, "negotiation");
		return this;
	}

	/**
	 * Whether an answer to a publish is expected.
	 * @param publishAcknowledgement the expectation
	 * @return this builder
	 */
	public JoltClientBuilder publishAcknowledgement(PublishAcknowledgement publishAcknowledgement) {
		this.publishAcknowledgement = Objects.requireNonNull(publishAcknowledgement, "publishAcknowledgement");
		return this;
	}

	/**
	 * What happens to headers if the broker does not support them.
	 * @param headersOnPlainBroker the choice
	 * @return this builder
	 */
	public JoltClientBuilder headersOnPlainBroker(HeadersOnPlainBroker headersOnPlainBroker) {
		this.headersOnPlainBroker = Objects.requireNonNull(headersOnPlainBroker, "headersOnPlainBroker");
		return this;
	}

	/**
	 * Whether texts are compressed whose publisher does not say
	 * ({@link io.jolt.client.PublishOptions#withCompression}): also those of requests,
	 * replies and calls. Subscribers that use this client get the text; others get base64
	 * of its gzip. Where the broker does not know headers, texts go as they are.
	 * @param compression {@code true} to compress, {@code false} by default
	 * @return this builder
	 */
	public JoltClientBuilder compression(boolean compression) {
		this.compression = compression;
		return this;
	}

	/**
	 * How long a text must be to be compressed. One that would become longer never is.
	 * @param compressionThreshold the length in bytes of UTF-8, not negative, 1024 by
	 * default
	 * @return this builder
	 */
	public JoltClientBuilder compressionThreshold(int compressionThreshold) {
		this.compressionThreshold = (int) requireAtLeast(compressionThreshold, 0, "compressionThreshold");
		return this;
	}

	/**
	 * How long a text may be that arrives compressed. The text of a longer one cannot be
	 * read: {@link io.jolt.client.JoltPayloadException}.
	 * @param maxDecompressedBytes the limit in bytes of UTF-8, at least 1; by default 16
	 * times the longest line
	 * @return this builder
	 */
	public JoltClientBuilder maxDecompressedBytes(int maxDecompressedBytes) {
		this.maxDecompressedBytes = (int) requireAtLeast(maxDecompressedBytes, 1, "maxDecompressedBytes");
		return this;
	}

	/**
	 * How long a request may take that sets no limit of its own, and how long a call may
	 * take to be accepted. Not to be mixed up with {@link #requestTimeout}, which limits
	 * what the broker itself answers.
	 * @param replyTimeout the limit, positive, 10 seconds by default
	 * @return this builder
	 */
	public JoltClientBuilder replyTimeout(Duration replyTimeout) {
		this.exchanges = this.exchanges.withReplyTimeout(requirePositive(replyTimeout, "replyTimeout"));
		return this;
	}

	/**
	 * How many requests may wait for their replies. The next one is not sent: it fails
	 * with a {@link io.jolt.client.JoltNotSentException}.
	 * @param maxWaitingRequests the number, at least 1, 16,384 by default
	 * @return this builder
	 */
	public JoltClientBuilder maxWaitingRequests(int maxWaitingRequests) {
		this.exchanges = this.exchanges
			.withMaxWaitingRequests((int) requireAtLeast(maxWaitingRequests, 1, "maxWaitingRequests"));
		return this;
	}

	/**
	 * How many calls may be open, those of others that the client accepted included. The
	 * next one is not opened, and one of others is refused.
	 * @param maxOpenCalls the number, at least 1, 16,384 by default
	 * @return this builder
	 */
	public JoltClientBuilder maxOpenCalls(int maxOpenCalls) {
		this.exchanges = this.exchanges.withMaxOpenCalls((int) requireAtLeast(maxOpenCalls, 1, "maxOpenCalls"));
		return this;
	}

	/**
	 * How many items of a call may be on their way to this side or wait to be consumed
	 * there, if the call's {@linkplain CallOptions#withWindow options} do not say.
	 * @param callWindow the number of items, 1 to {@value CallOptions#MAX_WINDOW},
	 * {@value CallOptions#DEFAULT_WINDOW} by default
	 * @return this builder
	 */
	public JoltClientBuilder callWindow(int callWindow) {
		// which has the rule
		this.exchanges = this.exchanges.withWindow(CallOptions.DEFAULT.withWindow(callWindow).window().orElseThrow());
		return this;
	}

	/**
	 * Whether non-ASCII characters are written as JSON escapes, which protects clients
	 * that decode each read separately.
	 * @param escapeNonAscii {@code true} to escape
	 * @return this builder
	 */
	public JoltClientBuilder escapeNonAscii(boolean escapeNonAscii) {
		this.escapeNonAscii = escapeNonAscii;
		return this;
	}

	/**
	 * How long a line may be, in either direction, without its line end.
	 * @param maxLineBytes the limit in bytes, at least 1024
	 * @return this builder
	 */
	public JoltClientBuilder maxLineBytes(int maxLineBytes) {
		this.maxLineBytes = (int) requireAtLeast(maxLineBytes, 1024, "maxLineBytes");
		return this;
	}

	/**
	 * How many bytes may wait to be written, including those waiting for a connection.
	 * @param outgoingBufferBytes the limit in bytes, at least 1
	 * @return this builder
	 */
	public JoltClientBuilder outgoingBufferBytes(long outgoingBufferBytes) {
		this.outgoingBufferBytes = requireAtLeast(outgoingBufferBytes, 1, "outgoingBufferBytes");
		return this;
	}

	/**
	 * The client's name in thread names and logs.
	 * @param name the name, not blank
	 * @return this builder
	 */
	public JoltClientBuilder name(String name) {
		this.name = requireNotBlank(name);
		return this;
	}

	/**
	 * Whether the client's threads are daemons, which do not keep the JVM alive.
	 * @param daemonThreads {@code true}, the default, for daemons; {@code false} to keep
	 * the JVM alive from the client's start until a few seconds after its stop, or until
	 * it is closed. Threads that only wait for a provider or a host name are always
	 * daemons
	 * @return this builder
	 */
	public JoltClientBuilder daemonThreads(boolean daemonThreads) {
		this.daemonThreads = daemonThreads;
		return this;
	}

	/**
	 * Whether the client only watches what others send, as a monitor does. Its
	 * subscriptions without a group then do not count as
	 * {@linkplain io.jolt.client.PublishResult#subscribers() subscribers}, so that who
	 * asks is still told that nobody is there to answer. Brokers that do not know this
	 * count it all the same.
	 * @param observer {@code true} to only watch, {@code false} by default
	 * @return this builder
	 */
	public JoltClientBuilder observer(boolean observer) {
		this.observer = observer;
		return this;
	}

	/**
	 * Builds a client that is not yet started. Its threads use the context class loader
	 * of the calling thread and inherit no thread locals, whichever thread starts them.
	 * @return a client
	 */
	public JoltClient build() {
		return InterceptedClient.of(JoltClientFactory.create(options()), this.interceptors);
	}

	ClientOptions options() {
		return new ClientOptions(this.addressProvider, this.credentialsProvider, effectiveTlsProvider(),
				this.allowPlaintextCredentials, this.connectTimeout, this.requestTimeout, this.writeTimeout,
				this.pingInterval, this.maxOutstandingPings, this.reconnectPolicy, this.negotiation,
				this.publishAcknowledgement, this.headersOnPlainBroker,
				new PayloadCompression(this.compression, this.compressionThreshold, decompressedBytes()),
				this.exchanges, this.escapeNonAscii, this.maxLineBytes, this.outgoingBufferBytes, this.name,
				this.daemonThreads, this.observer, this.brokerName);
	}

	private int decompressedBytes() {
		return (this.maxDecompressedBytes != null) ? this.maxDecompressedBytes
				: (int) Math.min(MAX_ARRAY_BYTES, (long) DECOMPRESSED_LINES * this.maxLineBytes);
	}

	private JoltTlsProvider effectiveTlsProvider() {
		JoltTlsProvider provider = this.tlsProvider;
		if (provider == null) {
			return this.tlsUrl ? JoltTls::systemDefault : () -> null;
		}
		return this.tlsUrl ? () -> requireTls(provider.tls()) : provider;
	}

	private static JoltTls requireTls(@Nullable JoltTls tls) {
		if (tls == null) {
			throw new IllegalStateException("it has no TLS settings, but the broker's address says jolts");
		}
		return tls;
	}

	private static Duration requirePositive(Duration value, String name) {
		if (value.isNegative() || value.isZero()) {
			throw new IllegalArgumentException(name + " must be positive but is " + value);
		}
		return value;
	}

	private static Duration requireNotNegative(Duration value, String name) {
		if (value.isNegative()) {
			throw new IllegalArgumentException(name + " must not be negative but is " + value);
		}
		return value;
	}

	private static long requireAtLeast(long value, long minimum, String name) {
		if (value < minimum) {
			throw new IllegalArgumentException(name + " must be at least " + minimum + " but is " + value);
		}
		return value;
	}

	private static String requireNotBlank(String name) {
		if (name.isBlank()) {
			throw new IllegalArgumentException("The client's name must not be blank");
		}
		return name;
	}

}
