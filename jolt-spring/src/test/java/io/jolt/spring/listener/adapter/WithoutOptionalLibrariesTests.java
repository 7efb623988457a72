package io.jolt.spring.listener.adapter;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.reflect.Method;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Flow;

import io.jolt.spring.FakeJoltClient;
import io.jolt.spring.core.JoltTemplate;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import org.springframework.messaging.handler.invocation.InvocableHandlerMethod;
import org.springframework.messaging.support.GenericMessage;

import static org.assertj.core.api.Assertions.assertThat;

class WithoutOptionalLibrariesTests {

	@Test
	void aListenerMethodIsCalled() throws Exception {
		Class<?> call = new Without().loadClass(Call.class.getName());
		Object result = ((Callable<?>) call.getDeclaredConstructor().newInstance()).call();
		assertThat(result).isEqualTo("a payload");
		assertThat(call.getClassLoader()).isInstanceOf(Without.class);
	}

	@Test
	void aTemplateAndAStreamWork() throws Exception {
		Class<?> call = new Without().loadClass(Stream.class.getName());
		Object result = ((Callable<?>) call.getDeclaredConstructor().newInstance()).call();
		assertThat(result).isEqualTo("payload");
	}

	public static final class Stream implements Callable<@Nullable Object> {

		@Override
		public @Nullable Object call() throws Exception {
			// reflection would find a type that is missing
			assertThat(JoltTemplate.class.getMethods()).isNotEmpty();
			assertThat(new JoltTemplate(new FakeJoltClient()).requestStream("orders", "x", String.class)).isNotNull();
			JoltMessageHandlerMethodFactory factory = new JoltMessageHandlerMethodFactory();
			factory.afterPropertiesSet();
			Method method = Listener.class.getDeclaredMethod("stream", Flow.Publisher.class);
			InvocableHandlerMethod invocable = factory.createInvocableHandlerMethod(new Listener(), method);
			assertThat(HandlerSignature.of(invocable)).isEqualTo(new HandlerSignature(true, true, false, false));
			CompletableFuture<Object> item = new CompletableFuture<>();
			Streams.publisher(invocable.invoke(new GenericMessage<>("payload"))).subscribe(new FirstItem(item));
			return item.get();
		}

	}

	record FirstItem(CompletableFuture<Object> item) implements Flow.Subscriber<Object> {

		@Override
		public void onSubscribe(Flow.Subscription subscription) {
			subscription.request(1);
		}

		@Override
		public void onNext(Object received) {
			this.item.complete(received);
		}

		@Override
		public void onError(Throwable failure) {
			this.item.completeExceptionally(failure);
		}

		@Override
		public void onComplete() {
		}

	}

	public static final class Call implements Callable<@Nullable Object> {

		@Override
		public @Nullable Object call() throws Exception {
			JoltMessageHandlerMethodFactory factory = new JoltMessageHandlerMethodFactory();
			factory.afterPropertiesSet();
			Method method = Listener.class.getDeclaredMethod("listen", String.class);
			InvocableHandlerMethod invocable = factory.createInvocableHandlerMethod(new Listener(), method);
			return AsyncResult.await(invocable.invoke(new GenericMessage<>("payload")));
		}

	}

	static final class Listener {

		CompletableFuture<String> listen(String payload) {
			return CompletableFuture.completedFuture("a " + payload);
		}

		Flow.Publisher<String> stream(Flow.Publisher<String> items) {
			return items;
		}

	}

	// loads what is tested anew, and the libraries not at all
	private static final class Without extends ClassLoader {

		private static final List<String> HIDDEN = List.of("jakarta.validation", "kotlin", "reactor.",
				"io.micrometer.context", "tools.jackson.databind");

		Without() {
			super(WithoutOptionalLibrariesTests.class.getClassLoader());
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
