package io.jolt.client.connection;

import io.jolt.client.JoltException;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class JoltRequestTests {

	@Test
	void requestsAreLines() {
		assertThat(JoltRequestBuilder.auth("app", "p\"w"))
			.isEqualTo("{\"op\":\"auth\",\"user\":\"app\",\"pass\":\"p\\\"w\"}\n");
		assertThat(JoltRequestBuilder.subscribe("chat.general"))
			.isEqualTo("{\"op\":\"sub\",\"topic\":\"chat.general\"}\n");
		assertThat(JoltRequestBuilder.unsubscribe("chat.general"))
			.isEqualTo("{\"op\":\"unsub\",\"topic\":\"chat.general\"}\n");
		assertThat(JoltRequestBuilder.publish("chat.general", "h\u00e9"))
			.isEqualTo("{\"op\":\"pub\",\"topic\":\"chat.general\",\"data\":\"h\\u00e9\"}\n");
		assertThat(JoltRequestBuilder.ping()).isEqualTo("{\"op\":\"ping\"}\n");
	}

	@Test
	void requestsTellWhatTheyAre() {
		JoltAuthRequest auth = new JoltAuthRequest("app", "sentinel");
		assertThat(auth.getOp()).isEqualTo("auth");
		assertThat(auth.getUser()).isEqualTo("app");
		assertThat(auth.getPass()).isEqualTo("sentinel");
		JoltPublishRequest publish = new JoltPublishRequest("t", "d");
		assertThat(publish.getOp()).isEqualTo("pub");
		assertThat(publish.getTopic()).isEqualTo("t");
		assertThat(publish.getData()).isEqualTo("d");
		assertThat(new JoltSubscribeRequest("t").getTopic()).isEqualTo("t");
		assertThat(new JoltSubscribeRequest("t").getOp()).isEqualTo("sub");
		assertThat(new JoltUnsubscribeRequest("t").getTopic()).isEqualTo("t");
		assertThat(new JoltUnsubscribeRequest("t").getOp()).isEqualTo("unsub");
		assertThat(new JoltPingRequest().getOp()).isEqualTo("ping");
	}

	@Test
	void aPasswordIsNotPrinted() {
		assertThat(new JoltAuthRequest("app", "sentinel").toString()).contains("app").doesNotContain("sentinel");
	}

	@Test
	void aLoneSurrogateIsRefused() {
		assertThatExceptionOfType(JoltException.class).isThrownBy(() -> JoltRequestBuilder.publish("t", "\ud83d"));
	}

}
