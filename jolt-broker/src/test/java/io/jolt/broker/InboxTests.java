package io.jolt.broker;

import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A topic that only one connection may read, and everybody may write to who was told it.
 */
class InboxTests {

	private static final String OK = "{\"ok\":true}";

	private static final String PING = "{\"op\":\"ping\"}";

	private static final String HELLO = "{\"op\":\"hello\",\"version\":1,\"client\":\"raw/1\"}";

	private static final String NOT_AUTHORIZED = "{\"ok\":false,\"error\":\"not_authorized\"}";

	private static final String AUTH_REQUIRED = "{\"ok\":false,\"error\":\"auth_required\"}";

	private static final Pattern INBOX = Pattern.compile("\"inbox\":\"(_jolt\\.inbox\\.[A-Za-z0-9_-]{22})\"");

	private final JoltBroker open = JoltBroker.builder().port(0).start();

	private final JoltBroker secured = JoltBroker.builder()
		.port(0)
		.passwordIterations(1)
		.user("root", "p", "admin")
		.user("greedy", "p", "publish:>", "subscribe:>", "publish:_jolt.>", "subscribe:_jolt.>",
				"subscribe:_jolt.inbox.*")
		.user("poor", "p", "publish:other")
		.start();

	@AfterEach
	void close() {
		this.open.close();
		this.secured.close();
	}

	@Test
	void eachConnectionHasItsOwnAndKeepsIt() {
		try (RawClient first = new RawClient(this.open.port()); RawClient second = new RawClient(this.open.port())) {
			String inbox = inbox(first);
			assertThat(inbox(first)).isEqualTo(inbox);
			assertThat(inbox(second)).isNotEqualTo(inbox);
		}
	}

	@Test
	void whatIsPublishedThereReachesItsOwnerOnceItIsSubscribed() {
		try (RawClient owner = new RawClient(this.open.port()); RawClient other = new RawClient(this.open.port())) {
			String inbox = inbox(owner);
			assertThat(publish(other, inbox)).isEqualTo(subscribers(0));
			assertThat(subscribe(owner, inbox)).isEqualTo(OK);
			assertThat(publish(other, inbox)).isEqualTo(subscribers(1));
			assertThat(owner.readLine()).isEqualTo("{\"topic\":\"" + inbox + "\",\"data\":\"d\"}");
			assertThat(owner.ask("{\"op\":\"unsub\",\"topic\":\"" + inbox + "\"}")).isEqualTo(OK);
			assertThat(publish(other, inbox)).isEqualTo(subscribers(0));
			assertThat(subscribe(owner, inbox)).isEqualTo(OK);
			owner.disconnect();
			Awaitility.await().until(() -> this.open.connections() == 1);
			assertThat(publish(other, inbox)).isEqualTo(subscribers(0));
			assertThat(subscribe(other, inbox)).as("it has ended").isEqualTo(NOT_AUTHORIZED);
		}
	}

	@Test
	void nobodyElseReadsItWhereSecurityIsOff() {
		try (RawClient owner = new RawClient(this.open.port()); RawClient other = new RawClient(this.open.port())) {
			nobodyElseReadsIt(owner, other);
		}
	}

	@Test
	void nobodyElseReadsItNotEvenWhoMayDoEverything() {
		for (String user : new String[] { "root", "greedy" }) {
			try (RawClient owner = new RawClient(this.secured.port());
					RawClient other = new RawClient(this.secured.port())) {
				authenticate(owner, "poor");
				authenticate(other, user);
				nobodyElseReadsIt(owner, other);
			}
		}
	}

	private static void nobodyElseReadsIt(RawClient owner, RawClient other) {
		String inbox = inbox(owner);
		String own = inbox(other);
		assertThat(subscribe(owner, inbox)).isEqualTo(OK);
		for (String topic : new String[] { inbox, inbox + "x", inbox + ".x", "_jolt.inbox.", "_jolt.inbox.x",
				"_jolt.inbox.*", own.substring(0, own.length() - 1) }) {
			assertThat(subscribe(other, topic)).as(topic).isEqualTo(NOT_AUTHORIZED);
			assertThat(other.ask("{\"op\":\"sub\",\"topic\":\"" + topic + "\",\"group\":\"g\"}")).as(topic)
				.isEqualTo(NOT_AUTHORIZED);
		}
		String escaped = inbox.replace("_", "\\u005f");
		assertThat(subscribe(other, escaped)).isEqualTo(NOT_AUTHORIZED);
		for (String pattern : new String[] { ">", "*.*.*", "_jolt.>", "_jolt.*.*", "_jolt.inbox.*", "_jolt.inbox.>",
				inbox }) {
			for (String group : new String[] { "", ",\"group\":\"g\"" }) {
				assertThat(other.ask("{\"op\":\"sub\",\"topic\":\"" + pattern + "\",\"pattern\":true" + group + "}"))
					.as(pattern)
					.isEqualTo(OK);
			}
		}
		assertThat(publish(owner, inbox)).contains("\"topic\"");
		assertThat(owner.readLine()).isEqualTo(subscribers(1));
		assertThat(other.ask(PING)).as("nothing came").isEqualTo(OK);
		// what only looks alike is a topic like any other
		assertThat(subscribe(other, "_jolt.inbox")).isEqualTo(OK);
		assertThat(other.ask("{\"op\":\"pub\",\"topic\":\"_jolt.inboxes.x\",\"data\":\"d\"}"))
			.isEqualTo("{\"topic\":\"_jolt.inboxes.x\",\"data\":\"d\"}");
	}

	@Test
	void itNeedsNoPermissionAndOutlivesAnotherUser() {
		try (RawClient owner = new RawClient(this.secured.port());
				RawClient other = new RawClient(this.secured.port())) {
			String inbox = inbox(owner);
			assertThat(subscribe(owner, inbox)).isEqualTo(AUTH_REQUIRED);
			assertThat(publish(owner, inbox)).isEqualTo(AUTH_REQUIRED);
			authenticate(owner, "poor");
			assertThat(inbox(owner)).isEqualTo(inbox);
			assertThat(subscribe(owner, inbox)).isEqualTo(OK);
			authenticate(other, "poor");
			assertThat(publish(other, inbox)).isEqualTo(subscribers(1));
			assertThat(owner.readLine()).contains(inbox);
			assertThat(publish(other, "_jolt.inbox.unknown")).isEqualTo(subscribers(0));
			assertThat(publish(other, "_jolt.other")).as("a topic like any other").isEqualTo(NOT_AUTHORIZED);
			authenticate(owner, "root");
			authenticate(owner, "poor");
			assertThat(publish(other, inbox)).isEqualTo(subscribers(1));
			assertThat(owner.readLine()).contains(inbox);
		}
	}

	@Test
	void subscriptionsInGroupsEndWithThePermissionForTheirTopics() {
		try (RawClient member = new RawClient(this.secured.port());
				RawClient other = new RawClient(this.secured.port())) {
			assertThat(member.ask("{\"op\":\"sub\",\"topic\":\"t\",\"group\":\"g\"}")).isEqualTo(AUTH_REQUIRED);
			authenticate(member, "poor");
			assertThat(member.ask("{\"op\":\"sub\",\"topic\":\"t\",\"group\":\"g\"}")).isEqualTo(NOT_AUTHORIZED);
			assertThat(member.ask("{\"op\":\"sub\",\"topic\":\"*\",\"pattern\":true,\"group\":\"g\"}"))
				.isEqualTo(NOT_AUTHORIZED);
			authenticate(member, "greedy");
			assertThat(member.ask("{\"op\":\"sub\",\"topic\":\"t\",\"group\":\"g\"}")).isEqualTo(OK);
			assertThat(member.ask("{\"op\":\"sub\",\"topic\":\"*\",\"pattern\":true,\"group\":\"g\"}")).isEqualTo(OK);
			authenticate(other, "root");
			assertThat(publish(other, "t")).isEqualTo(subscribers(1));
			assertThat(member.readLine()).contains("\"group\":\"g\"");
			authenticate(member, "poor");
			assertThat(publish(other, "t")).isEqualTo(subscribers(0));
			assertThat(this.secured.subscriptions()).isZero();
			assertThat(member.ask("{\"op\":\"unsub\",\"topic\":\"t\",\"group\":\"g\"}")).isEqualTo(OK);
		}
	}

	private static void authenticate(RawClient client, String user) {
		assertThat(client.ask("{\"op\":\"auth\",\"user\":\"" + user + "\",\"pass\":\"p\"}")).isEqualTo(OK);
	}

	private static String inbox(RawClient client) {
		Matcher inbox = INBOX.matcher(Objects.requireNonNull(client.ask(HELLO)));
		assertThat(inbox.find()).isTrue();
		return inbox.group(1);
	}

	private static String subscribe(RawClient client, String topic) {
		return String.valueOf(client.ask("{\"op\":\"sub\",\"topic\":\"" + topic + "\"}"));
	}

	private static String publish(RawClient client, String topic) {
		return String.valueOf(client.ask("{\"op\":\"pub\",\"topic\":\"" + topic + "\",\"data\":\"d\",\"count\":true}"));
	}

	private static String subscribers(int number) {
		return "{\"ok\":true,\"subscribers\":" + number + "}";
	}

}
