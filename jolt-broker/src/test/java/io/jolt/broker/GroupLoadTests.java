package io.jolt.broker;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * One member of a group, and only one, gets each message, whatever happens meanwhile.
 */
class GroupLoadTests {

	private static final String OK = "{\"ok\":true}";

	private static final String ONE = "{\"ok\":true,\"subscribers\":1}";

	private static final String PING = "{\"op\":\"ping\"}";

	private static final String SUB = "{\"op\":\"sub\",\"topic\":\"t\",\"group\":\"g\"}";

	private static final String UNSUB = "{\"op\":\"unsub\",\"topic\":\"t\",\"group\":\"g\"}";

	private static final Pattern DELIVERY = Pattern
		.compile("\\{\"topic\":\"t\",\"data\":\"(\\d+)-(\\d+)-x*\",\"group\":\"g\"}");

	private static final int MESSAGES = 30_000;

	private static final int BATCH = 500;

	private final ExecutorService threads = Executors.newCachedThreadPool();

	@AfterEach
	void shutDown() {
		this.threads.shutdownNow();
	}

	@Test
	void threeMembersShareWhatOnePublisherSends() throws Exception {
		shareWhatPublishersSend(1);
	}

	@Test
	void threeMembersShareWhatSeveralPublishersSendAtTheSameTime() throws Exception {
		shareWhatPublishersSend(4);
	}

	private void shareWhatPublishersSend(int publishers) throws Exception {
		try (JoltBroker broker = JoltBroker.builder().port(0).eventLoopThreads(3).start()) {
			List<RawClient> members = members(broker, 3);
			List<Future<List<String>>> received = new ArrayList<>();
			for (RawClient member : members) {
				received.add(this.threads.submit(() -> readToPong(member)));
			}
			List<Future<Void>> published = new ArrayList<>();
			for (int publisher = 0; publisher < publishers; publisher++) {
				published.add(publish(broker, publisher, 0, MESSAGES / publishers, 0));
			}
			awaitAll(published);
			members.forEach((member) -> member.sendLine(PING));
			List<String> all = new ArrayList<>();
			for (Future<List<String>> each : received) {
				List<String> lines = each.get();
				assertThat(lines).hasSizeBetween(8_000, 12_000);
				assertOrdered(lines, publishers);
				all.addAll(lines);
			}
			assertThat(all).hasSize(MESSAGES);
			assertThat(new HashSet<>(all)).hasSize(MESSAGES);
			members.forEach(RawClient::close);
		}
	}

	@Test
	void whileMembersComeAndGoEveryMessageReachesOne() throws Exception {
		try (JoltBroker broker = JoltBroker.builder().port(0).eventLoopThreads(3).start();
				RawClient constant = new RawClient(broker.port())) {
			assertThat(constant.ask(SUB)).isEqualTo(OK);
			AtomicBoolean over = new AtomicBoolean();
			List<Future<List<String>>> received = new ArrayList<>();
			received.add(this.threads.submit(() -> readToPong(constant)));
			for (int i = 0; i < 3; i++) {
				received.add(this.threads.submit(() -> comeAndGo(broker, over)));
			}
			awaitAll(List.of(publish(broker, 0, 0, MESSAGES, 0), publish(broker, 1, 0, MESSAGES, 0)));
			over.set(true);
			constant.sendLine(PING);
			List<String> all = new ArrayList<>();
			for (Future<List<String>> each : received) {
				all.addAll(each.get());
			}
			assertThat(new HashSet<>(all)).hasSize(2 * MESSAGES);
			assertThat(all).hasSize(2 * MESSAGES);
		}
	}

	// all that it gets; nothing may come behind the answer to an unsub
	private static List<String> comeAndGo(JoltBroker broker, AtomicBoolean over) {
		List<String> received = new ArrayList<>();
		try (RawClient client = new RawClient(broker.port())) {
			while (!over.get()) {
				client.sendLine(SUB);
				readToOk(client, received);
				client.sendLine(UNSUB);
				readToOk(client, received);
			}
		}
		return received;
	}

	@Test
	void aMemberThatIsKilledTakesOnlyItsOwnMessagesWithIt() throws Exception {
		try (JoltBroker broker = JoltBroker.builder().port(0).eventLoopThreads(3).start()) {
			List<RawClient> members = members(broker, 3);
			List<Future<List<String>>> received = new ArrayList<>();
			for (RawClient member : members.subList(0, 2)) {
				received.add(this.threads.submit(() -> readToPong(member)));
			}
			Future<Void> published = publish(broker, 0, 0, MESSAGES, 0);
			String line = String.valueOf(members.get(2).readLine());
			assertThat(line).contains("\"data\"");
			// with something unread, which resets the connection
			members.get(2).close();
			Awaitility.await().until(() -> broker.subscriptions() == 2);
			published.get();
			awaitAll(List.of(publish(broker, 0, MESSAGES, MESSAGES, 0)));
			members.subList(0, 2).forEach((member) -> member.sendLine(PING));
			List<String> all = new ArrayList<>();
			for (Future<List<String>> each : received) {
				assertOrdered(each.get(), 1);
				all.addAll(each.get());
			}
			assertThat(new HashSet<>(all)).hasSize(all.size()).doesNotContain(line);
			assertThat(all.stream().filter((each) -> sequence(each) >= MESSAGES)).hasSize(MESSAGES);
			members.forEach(RawClient::close);
		}
	}

	@Test
	void aMemberThatDoesNotReadGetsLessAndItsShareAgainWhenItReads() throws Exception {
		try (JoltBroker broker = JoltBroker.builder()
			.port(0)
			.eventLoopThreads(2)
			.outboundSoftBytes(500_000)
			.outboundHardBytes(1L << 40)
			.start(); RawClient stalled = stalledMember(broker); RawClient healthy = new RawClient(broker.port())) {
			assertThat(healthy.ask(SUB)).isEqualTo(OK);
			List<String> lines = new ArrayList<>();
			for (int i = 0; i < 6000; i += 50) {
				// never enough at a time to make this one slow
				awaitAll(List.of(publish(broker, 0, i, 50, 6000)));
				healthy.sendLine(PING);
				readToOk(healthy, lines);
			}
			assertThat(lines.size()).isBetween(4000, 5999);
			stalled.sendLine(PING);
			readToOk(stalled, lines);
			assertThat(new HashSet<>(lines)).hasSize(6000);
			assertThat(lines).hasSize(6000);
			awaitAll(List.of(publish(broker, 1, 0, 10, 0)));
			stalled.sendLine(PING);
			assertThat(readToPong(stalled)).hasSize(5);
		}
	}

	@Test
	void membersThatAllDoNotReadStillGetTheirTurns() throws Exception {
		try (JoltBroker broker = JoltBroker.builder()
			.port(0)
			.eventLoopThreads(2)
			.outboundSoftBytes(10_000)
			.outboundHardBytes(1L << 40)
			.start(); RawClient first = stalledMember(broker); RawClient second = stalledMember(broker)) {
			awaitAll(List.of(publish(broker, 0, 0, 4000, 6000)));
			awaitAll(List.of(publish(broker, 1, 0, 100, 10)));
			List<String> lines = new ArrayList<>();
			for (RawClient member : List.of(first, second)) {
				member.sendLine(PING);
				List<String> own = readToPong(member);
				assertThat(own.stream().filter((line) -> publisher(line) == 1)).hasSize(50);
				lines.addAll(own);
			}
			assertThat(lines).hasSize(4100).doesNotHaveDuplicates();
		}
	}

	@Test
	void theMessageThatIsTooMuchForAMemberReachesAnother() throws Exception {
		try (JoltBroker broker = JoltBroker.builder()
			.port(0)
			.eventLoopThreads(2)
			.outboundSoftBytes(200_000)
			.outboundHardBytes(200_000)
			.start(); RawClient stalled = stalledMember(broker); RawClient healthy = new RawClient(broker.port())) {
			assertThat(healthy.ask(SUB)).isEqualTo(OK);
			List<String> lines = new ArrayList<>();
			for (int i = 0; broker.subscriptions() == 2; i++) {
				// reads the answer, which says that one has got it
				awaitAll(List.of(publish(broker, 0, i, 1, 7000)));
				healthy.sendLine(PING);
				readToOk(healthy, lines);
			}
			assertThat(lines).isNotEmpty().doesNotHaveDuplicates();
			assertThat(broker.stats().subscribersCutOff()).isEqualTo(1);
			assertThat(stalled.socket().isClosed()).isFalse();
		}
	}

	// one of which little fits into the operating system's buffers
	private static RawClient stalledMember(JoltBroker broker) throws IOException {
		Socket socket = new Socket();
		socket.setReceiveBufferSize(4096);
		socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), broker.port()));
		RawClient client = new RawClient(socket);
		assertThat(client.ask(SUB)).isEqualTo(OK);
		return client;
	}

	private static List<RawClient> members(JoltBroker broker, int number) {
		List<RawClient> members = new ArrayList<>();
		for (int i = 0; i < number; i++) {
			RawClient member = new RawClient(broker.port());
			assertThat(member.ask(SUB)).isEqualTo(OK);
			members.add(member);
		}
		return members;
	}

	private Future<Void> publish(JoltBroker broker, int publisher, int from, int number, int filling) {
		Callable<Void> task = () -> {
			try (RawClient client = new RawClient(broker.port())) {
				int most = (filling > 1000) ? BATCH / 10 : BATCH;
				for (int sent = 0; sent < number; sent += most) {
					StringBuilder batch = new StringBuilder();
					int size = Math.min(most, number - sent);
					for (int i = 0; i < size; i++) {
						batch.append("{\"op\":\"pub\",\"topic\":\"t\",\"count\":true,\"data\":\"")
							.append(publisher)
							.append('-')
							.append(from + sent + i)
							.append('-')
							.append("x".repeat(filling))
							.append("\"}\n");
					}
					client.send(batch.toString());
					for (int i = 0; i < size; i++) {
						assertThat(client.readLine()).isEqualTo(ONE);
					}
				}
			}
			return null;
		};
		return this.threads.submit(task);
	}

	private static void awaitAll(List<Future<Void>> futures) throws Exception {
		for (Future<Void> future : futures) {
			future.get();
		}
	}

	private static List<String> readToPong(RawClient client) {
		List<String> received = new ArrayList<>();
		readToOk(client, received);
		return received;
	}

	private static void readToOk(RawClient client, List<String> received) {
		String line = String.valueOf(client.readLine());
		while (!line.equals(OK)) {
			assertThat(line).matches(DELIVERY);
			received.add(line);
			line = String.valueOf(client.readLine());
		}
	}

	private static void assertOrdered(List<String> lines, int publishers) {
		int[] last = new int[publishers];
		for (String line : lines) {
			assertThat(sequence(line)).isGreaterThanOrEqualTo(last[publisher(line)]);
			last[publisher(line)] = sequence(line) + 1;
		}
	}

	private static int publisher(String line) {
		return Integer.parseInt(matched(line).group(1));
	}

	private static int sequence(String line) {
		return Integer.parseInt(matched(line).group(2));
	}

	private static Matcher matched(String line) {
		Matcher matcher = DELIVERY.matcher(line);
		assertThat(matcher.matches()).as(line).isTrue();
		return matcher;
	}

}
