package io.jolt.integration.docs.snippets;

import java.util.List;

import javax.net.ssl.SSLContext;

import io.jolt.client.JoltClient;
import io.jolt.client.JoltSubscription;
import io.jolt.client.PublishResult;
import io.jolt.client.tcp.JoltClientBuilder;
import io.jolt.client.tcp.JoltTls;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The client without Spring.
 */
final class PlainClient {

	private static final Logger logger = LoggerFactory.getLogger(PlainClient.class);

	private PlainClient() {
	}

	static PublishResult sayHello(int port) {
		// tag::plain[]
		try (JoltClient client = JoltClientBuilder.create().address("localhost", port).build()) {
			client.connect();
			JoltSubscription subscription = client.subscribe("chat.general",
					(message) -> logger.info("{}", message.data()));
			subscription.ready().join();
			PublishResult result = client.publish("chat.general", "hello").join();
			// what has come is handled before the client closes
			subscription.drain().join();
			return result;
		}
		// end::plain[]
	}

	static JoltClient secured(SSLContext sslContext) {
		// tag::tls[]
		JoltClient client = JoltClientBuilder.create()
			.address("broker.example.com", 8443)
			.tls(JoltTls.of(sslContext).withProtocols(List.of("TLSv1.3")))
			.build();
		// end::tls[]
		return client;
	}

}
