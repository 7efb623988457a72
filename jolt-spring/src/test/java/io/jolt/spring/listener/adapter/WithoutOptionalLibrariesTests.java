package io.jolt.spring.listener.adapter;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.reflect.Method;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;

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

	public static final class Call implements Callable<Object> {

		@Override
		public Object call() throws Exception {
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
