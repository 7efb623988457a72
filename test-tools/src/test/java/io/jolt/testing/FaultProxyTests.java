package io.jolt.testing;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

/**
 * The proxy's faults, one by one, in front of a server that sends back what it gets.
 */
class FaultProxyTests {

	private final ThreadSnapshot threads = ThreadSnapshot.take();

	private EchoServer server;

	private FaultProxy proxy;

	@BeforeEach
	void start() throws IOException {
		this.server = new EchoServer();
		this.proxy = FaultProxy.before(this.server.port());
	}

	@AfterEach
	void nothingIsLeft() throws IOException {
		this.proxy.close();
		this.server.close();
		this.threads.assertNothingLeft();
	}

	@Test
	void passesEverythingAndCounts() throws IOException {
		try (Socket client = connect()) {
			assertThat(ask(client, "hello")).isEqualTo("hello");
			client.shutdownOutput();
			assertThat(client.getInputStream().read()).isEqualTo(-1);
		}
		assertThat(this.proxy.accepted()).isEqualTo(1);
		assertThat(this.proxy.requestBytes()).isEqualTo(5);
		assertThat(this.proxy.answerBytes()).isEqualTo(5);
		await().until(() -> this.proxy.connection(1).isEnded());
	}

	@Test
	void holdsBackUntilReleased() throws Exception {
		try (Socket client = connect()) {
			Lane answers = this.proxy.connection(1).answers();
			answers.hold();
			send(client, "hello");
			await().until(() -> answers.received() == 5);
			assertThat(answers.forwarded()).isZero();
			answers.allow(2);
			assertThat(read(client, 2)).isEqualTo("he");
			answers.pass();
			assertThat(read(client, 3)).isEqualTo("llo");
		}
	}

	@Test
	void whatIsHeldBackFillsTheSendersSocket() throws Exception {
		try (Socket client = connect()) {
			Lane requests = this.proxy.connection(1).requests();
			requests.hold();
			Thread writer = new Thread(() -> writeForever(client), "writer");
			writer.start();
			await().until(() -> requests.received() > 0);
			long received = requests.received();
			assertThat(writer.isAlive()).isTrue();
			assertThat(received).isLessThanOrEqualTo(8192);
			this.proxy.connection(1).reset();
			writer.join();
		}
	}

	@Test
	void delaysByAScheduler() throws Exception {
		ScheduledExecutorService scheduler = Executors.newSingleThreadScheduledExecutor();
		try (Socket client = connect()) {
			this.proxy.connection(1).answers().delay(Duration.ofMillis(1), scheduler);
			assertThat(ask(client, "hello")).isEqualTo("hello");
		}
		finally {
			scheduler.shutdownNow();
		}
	}

	@Test
	void throttlesByAScheduler() throws Exception {
		ScheduledExecutorService scheduler = Executors.newSingleThreadScheduledExecutor();
		try (Socket client = connect()) {
			this.proxy.connection(1).requests().throttle(2, Duration.ofMillis(1), scheduler);
			assertThat(ask(client, "hello")).isEqualTo("hello");
		}
		finally {
			scheduler.shutdownNow();
		}
	}

	@Test
	void cutsAfterAByteOfTheRequests() throws Exception {
		this.proxy.onConnection((connection) -> connection.requests().endAfter(3, Ending.CLOSE));
		try (Socket client = connect()) {
			send(client, "hello");
			assertThat(client.getInputStream().readAllBytes()).hasSizeLessThanOrEqualTo(3);
			assertThat(ending()).endsWith("after 3");
		}
	}

	@Test
	void cutsAfterAByteOfTheAnswersOverAllOfThem() throws Exception {
		this.proxy.onConnection((connection) -> connection.answers().endAfter(7, Ending.CLOSE));
		try (Socket client = connect()) {
			assertThat(ask(client, "hello")).isEqualTo("hello");
			send(client, "again");
			assertThat(client.getInputStream().readAllBytes()).asString(StandardCharsets.UTF_8).isEqualTo("ag");
		}
	}

	@Test
	void cutsBeforeTheFirstByte() throws Exception {
		this.proxy.onConnection((connection) -> connection.requests().endAfter(0, Ending.CLOSE));
		try (Socket client = connect()) {
			assertThat(client.getInputStream().read()).isEqualTo(-1);
			assertThat(ending()).endsWith("after 0");
		}
	}

	@Test
	void resetsBothPeers() throws Exception {
		try (Socket client = connect()) {
			assertThat(ask(client, "hello")).isEqualTo("hello");
			this.proxy.connection(1).reset();
			assertThatExceptionOfType(SocketException.class).isThrownBy(() -> client.getInputStream().read());
			assertThat(ending()).isEqualTo("reset after 5");
		}
	}

	@Test
	void halfClosesTheRequestsWhileAnswersGoOn() throws Exception {
		this.proxy.onConnection((connection) -> connection.requests().endAfter(3, Ending.HALF_CLOSE));
		try (Socket client = connect()) {
			send(client, "hello");
			assertThat(read(client, 3)).isEqualTo("hel");
			assertThat(ending()).isEqualTo("end after 3");
		}
	}

	@Test
	void halfClosesTheAnswersWhileRequestsGoOn() throws Exception {
		this.proxy.onConnection((connection) -> connection.answers().endAfter(3, Ending.HALF_CLOSE));
		try (Socket client = connect()) {
			send(client, "hello");
			assertThat(client.getInputStream().readAllBytes()).asString(StandardCharsets.UTF_8).isEqualTo("hel");
			send(client, "again");
			await().until(() -> this.proxy.connection(1).requests().forwarded() == 10);
		}
	}

	@Test
	void swallowsOneDirection() throws Exception {
		try (Socket client = connect()) {
			ProxiedConnection connection = this.proxy.connection(1);
			connection.requests().swallow();
			send(client, "hello");
			await().until(() -> connection.requests().received() == 5);
			connection.requests().pass();
			assertThat(ask(client, "again")).isEqualTo("again");
			// counted when they have been written, and the answer may be quicker
			await().until(() -> connection.requests().forwarded() == 5);
		}
	}

	@Test
	void acceptsAndStaysSilent() throws Exception {
		this.proxy.silent(true);
		try (Socket client = connect()) {
			send(client, "hello");
			client.setSoTimeout(50);
			assertThatExceptionOfType(SocketTimeoutException.class).isThrownBy(() -> client.getInputStream().read());
			assertThat(this.proxy.connections()).isEmpty();
			await().until(() -> this.proxy.accepted() == 1);
		}
		this.proxy.silent(false);
		try (Socket client = connect()) {
			assertThat(ask(client, "hello")).isEqualTo("hello");
		}
	}

	@Test
	void refusesAndListensAgainOnTheSamePort() throws Exception {
		try (Socket before = connect()) {
			assertThat(ask(before, "before")).isEqualTo("before");
			this.proxy.refuse();
			assertThatExceptionOfType(ConnectException.class).isThrownBy(this::connect);
			assertThat(ask(before, "still")).isEqualTo("still");
			this.proxy.listen();
			try (Socket after = connect()) {
				assertThat(ask(after, "after")).isEqualTo("after");
			}
		}
	}

	@Test
	void aServerThatIsNotThereIsAnEndOfTheConnection() throws Exception {
		this.server.close();
		try (Socket client = connect()) {
			assertThat(client.getInputStream().read()).isEqualTo(-1);
		}
	}

	private Socket connect() throws IOException {
		Socket socket = new Socket(InetAddress.getLoopbackAddress(), this.proxy.port());
		socket.setSoTimeout(10_000);
		return socket;
	}

	private String ending() throws InterruptedException {
		return String.valueOf(this.server.endings().poll(10, TimeUnit.SECONDS));
	}

	private static void writeForever(Socket client) {
		try {
			while (true) {
				client.getOutputStream().write(new byte[64 * 1024]);
			}
		}
		catch (IOException ex) {
			// the test closes it
		}
	}

	private static String ask(Socket client, String text) throws IOException {
		send(client, text);
		return read(client, text.length());
	}

	private static void send(Socket client, String text) throws IOException {
		client.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
	}

	private static String read(Socket client, int bytes) throws IOException {
		return new String(client.getInputStream().readNBytes(bytes), StandardCharsets.UTF_8);
	}

}
