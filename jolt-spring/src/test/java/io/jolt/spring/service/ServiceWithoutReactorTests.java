package io.jolt.spring.service;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Flow;

import io.jolt.client.JoltMessage;
import io.jolt.client.JoltReply;
import io.jolt.spring.FakeJoltClient;
import io.jolt.spring.core.JoltTemplate;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Clients of interfaces where Reactor, Kotlin and Jackson are absent.
 */
class ServiceWithoutReactorTests {

	@Test
	void methodsThatBlockOrReturnFuturesAndPublishersWork() throws Exception {
		Class<?> call = new Without().loadClass(Call.class.getName());
		Object result = ((Callable<?>) call.getDeclaredConstructor().newInstance()).call();
		assertThat(result).isEqualTo("a quote, published: orders.created");
		assertThat(call.getClassLoader()).isInstanceOf(Without.class);
	}

	public static final class Call implements Callable<@Nullable Object> {

		@Override
		public @Nullable Object call() {
			FakeJoltClient client = new FakeJoltClient();
			Orders orders = JoltServiceProxyFactory.builder(new JoltTemplate(client))
				.build()
				.createClient(Orders.class);
			CompletableFuture<String> quote = orders.quote("cup");
			client.requests.values().iterator().next().complete(JoltReply.of("a quote"));
			orders.created("cup");
			JoltMessage published = client.published.get(0);
			return quote.join() + ", published: " + published.topic();
		}

	}

	@JoltExchange("orders")
	interface Orders {

		@JoltExchange("quote")
		CompletableFuture<String> quote(String item);

		@JoltExchange("created")
		void created(String item);

		@JoltExchange("find")
		String find(String item);

		@JoltExchange("watch")
		Flow.Publisher<String> watch(Flow.Publisher<String> items);

	}

	// loads what is tested anew, and the libraries not at all
	private static final class Without extends ClassLoader {

		private static final List<String> HIDDEN = List.of("kotlin", "reactor.", "org.reactivestreams.",
				"tools.jackson.databind");

		Without() {
			super(ServiceWithoutReactorTests.class.getClassLoader());
		}

		@Override
		protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
			if (HIDDEN.stream().anyMatch(name::startsWith)) {
				throw new ClassNotFoundException(name);
			}
			if (!name.startsWith("io.jolt.spring")) {
				return super.loadClass(name, resolve);
			}
			Class<?> loaded = findLoadedClass(name);
			return (loaded != null) ? loaded : define(name);
		}

		private Class<?> define(String name) {
			try (InputStream in = getParent().getResourceAsStream(name.replace('.', '/') + ".class")) {
				byte[] bytes = in.readAllBytes();
				return defineClass(name, bytes, 0, bytes.length);
			}
			catch (IOException ex) {
				throw new UncheckedIOException(ex);
			}
		}

	}

}
