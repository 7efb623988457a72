package io.jolt.spring.core;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.nio.charset.StandardCharsets;
import java.util.Map;

import org.junit.jupiter.api.Test;

import org.springframework.messaging.MessageHeaders;
import org.springframework.messaging.converter.MessageConversionException;
import org.springframework.messaging.converter.SmartMessageConverter;
import org.springframework.messaging.support.GenericMessage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class WithoutJacksonTests {

	private final SmartMessageConverter converter = create();

	@Test
	void textAndBytesAreConverted() {
		MessageHeaders none = new MessageHeaders(Map.of());
		assertThat(this.converter.toMessage("text", none)).extracting("payload").isEqualTo("text");
		assertThat(this.converter.toMessage("text".getBytes(StandardCharsets.UTF_8), none)).extracting("payload")
			.isEqualTo("text");
		assertThat(this.converter.fromMessage(new GenericMessage<>("text"), byte[].class))
			.isEqualTo("text".getBytes(StandardCharsets.UTF_8));
	}

	@Test
	void anObjectIsRefusedWithAWordOnWhatToAdd() {
		assertThatExceptionOfType(MessageConversionException.class)
			.isThrownBy(() -> this.converter.toMessage(Map.of("a", 1), null))
			.withMessageContaining("jackson-databind");
		assertThatExceptionOfType(MessageConversionException.class)
			.isThrownBy(() -> this.converter.fromMessage(new GenericMessage<>("{}"), Map.class))
			.withMessageContaining("jackson-databind");
	}

	private static SmartMessageConverter create() {
		try {
			// not by reflection, which would look at the other method's parameter, too
			return (SmartMessageConverter) MethodHandles.publicLookup()
				.findStatic(new NoJackson().loadClass(JoltMessageConverters.class.getName()), "create",
						MethodType.methodType(SmartMessageConverter.class))
				.invoke();
		}
		catch (Throwable ex) {
			throw new IllegalStateException(ex);
		}
	}

	// loads the converters anew, and Jackson's mapper not at all
	private static final class NoJackson extends ClassLoader {

		NoJackson() {
			super(WithoutJacksonTests.class.getClassLoader());
		}

		@Override
		protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
			if (name.startsWith("tools.jackson.databind")) {
				throw new ClassNotFoundException(name);
			}
			if (!name.startsWith("io.jolt.spring.core")) {
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
