package io.jolt.broker;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * To how many a message was queued, told to who asks.
 */
class PublishCountTests {

	private static final String OK = "{\"ok\":true}";

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
			nobody        |                                                            | 0
			a topic       | {"topic":"a.b"}                                            | 2
			a pattern     | {"topic":"a.*","pattern":true}                             | 2
			both          | {"topic":"a.b"} {"topic":"a.*","pattern":true}             | 2
			a group       | {"topic":"a.b","group":"g"}                                | 1
			both in it    | {"topic":"a.b","group":"g"} {"topic":">","pattern":true,"group":"g"} | 1
			two groups    | {"topic":"a.b","group":"g"} {"topic":"a.b","group":"h"}    | 2
			all of it     | {"topic":"a.b"} {"topic":"a.b","group":"g"}                | 3
			another topic | {"topic":"a.c"} {"topic":"a.c","group":"g"}                | 0
			""")
	void twoConnectionsThatSubscribeAlikeAreCounted(String what, String subscriptions, int expected) {
		try (JoltBroker broker = JoltBroker.builder().port(0).start();
				RawClient first = new RawClient(broker.port());
				RawClient second = new RawClient(broker.port());
				RawClient publisher = new RawClient(broker.port())) {
			String[] each = (subscriptions != null) ? subscriptions.split(" ") : new String[0];
			for (String subscription : each) {
				assertThat(first.ask("{\"op\":\"sub\"," + subscription.substring(1))).isEqualTo(OK);
				assertThat(second.ask("{\"op\":\"sub\"," + subscription.substring(1))).isEqualTo(OK);
			}
			String counted = "{\"ok\":true,\"subscribers\":" + expected + "}";
			String pub = "{\"op\":\"pub\",\"topic\":\"a.b\",";
			assertThat(publisher.ask(pub + "\"data\":\"d\",\"count\":true}")).as(what).isEqualTo(counted);
			assertThat(publisher.ask(pub + "\"data\":\"d\"}")).isEqualTo(OK);
			assertThat(publisher.ask(pub + "\"count\":true,\"data\":\"d\"}")).isEqualTo(counted);
			assertThat(publisher.ask(pub + "\"count\":true,\"data\":\"e\"}")).as("like the last").isEqualTo(counted);
			assertThat(publisher.ask(pub + "\"count\":false,\"data\":\"d\"}")).isEqualTo(OK);
			assertThat(publisher.ask("{\"op\":\"hello\",\"sized_data\":true}")).contains("sized-data");
			assertThat(publisher.ask("#1 " + pub + "\"count\":true}\nd")).isEqualTo(counted);
			assertThat(publisher.ask("#1 " + pub + "\"count\":true}\ne")).isEqualTo(counted);
			assertThat(publisher.ask("#1 " + pub + "\"count\":false}\nd")).isEqualTo(OK);
			assertThat(publisher.ask("#1 " + pub + "\"count\":1}\nd")).contains("invalid_request");
		}
	}

	@Test
	void whoOnlyWatchesReceivesAndIsNotCountedUnlessItTakesMessagesFromOthers() {
		try (JoltBroker broker = JoltBroker.builder().port(0).start();
				RawClient observer = new RawClient(broker.port());
				RawClient subscriber = new RawClient(broker.port());
				RawClient publisher = new RawClient(broker.port())) {
			String pub = "{\"op\":\"pub\",\"topic\":\"t\",\"data\":\"d\",\"count\":true}";
			assertThat(observer.ask("{\"op\":\"hello\",\"observer\":true}")).contains("\"ok\":true");
			assertThat(observer.ask("{\"op\":\"sub\",\"topic\":\">\",\"pattern\":true}")).isEqualTo(OK);
			assertThat(publisher.ask(pub)).isEqualTo("{\"ok\":true,\"subscribers\":0}");
			assertThat(observer.readLine()).isEqualTo("{\"topic\":\"t\",\"data\":\"d\"}");
			assertThat(subscriber.ask("{\"op\":\"sub\",\"topic\":\"t\"}")).isEqualTo(OK);
			assertThat(publisher.ask(pub)).isEqualTo("{\"ok\":true,\"subscribers\":1}");
			assertThat(observer.readLine()).contains("\"topic\":\"t\"");
			assertThat(observer.ask("{\"op\":\"sub\",\"topic\":\"t\",\"group\":\"g\"}")).isEqualTo(OK);
			assertThat(publisher.ask(pub)).isEqualTo("{\"ok\":true,\"subscribers\":2}");
			assertThat(publisher.ask("{\"op\":\"hello\",\"observer\":1}")).contains("invalid_request");
		}
	}

	@Test
	void manySubscribersAreCountedToo() {
		try (JoltBroker broker = JoltBroker.builder().port(0).start();
				RawClient client = new RawClient(broker.port())) {
			for (int i = 0; i < 70; i++) {
				assertThat(client.ask("{\"op\":\"sub\",\"topic\":\"t\",\"group\":\"g" + i + "\"}")).isEqualTo(OK);
			}
			client.sendLine("{\"op\":\"pub\",\"topic\":\"t\",\"data\":\"d\",\"count\":true}");
			for (int i = 0; i < 70; i++) {
				assertThat(client.readLine()).contains("\"group\":\"g");
			}
			assertThat(client.readLine()).isEqualTo("{\"ok\":true,\"subscribers\":70}");
		}
	}

}
