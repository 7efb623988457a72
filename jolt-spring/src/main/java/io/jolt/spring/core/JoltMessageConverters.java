package io.jolt.spring.core;

import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.messaging.Message;
import org.springframework.messaging.MessageHeaders;
import org.springframework.messaging.converter.CompositeMessageConverter;
import org.springframework.messaging.converter.JacksonJsonMessageConverter;
import org.springframework.messaging.converter.MessageConversionException;
import org.springframework.messaging.converter.MessageConverter;
import org.springframework.messaging.converter.SmartMessageConverter;
import org.springframework.util.ClassUtils;

/**
 * Creates converters between payloads and a Jolt message's text: a {@code CharSequence}
 * is the text itself, a {@code byte[]} its UTF-8 encoding, and everything else is JSON.
 * The listener's parameter determines the type to convert to: no class name is written or
 * read.
 */
public final class JoltMessageConverters {

	static final String JSON_MAPPER = "tools.jackson.databind.json.JsonMapper";

	private static final boolean JACKSON_PRESENT = ClassUtils.isPresent(JSON_MAPPER,
			JoltMessageConverters.class.getClassLoader());

	private JoltMessageConverters() {
	}

	/**
	 * Creates a converter with its own {@code JsonMapper}. Without Jackson on the class
	 * path it converts only {@code String} and {@code byte[]}, and fails with an
	 * explanation for other types.
	 * @return the converter
	 */
	public static SmartMessageConverter create() {
		return JACKSON_PRESENT ? new PayloadConverter(Json.converter(null)) : createTextOnly();
	}

	/**
	 * Creates a converter.
	 * @param jsonMapper reads and writes JSON
	 * @return the converter
	 */
	public static SmartMessageConverter create(JsonMapper jsonMapper) {
		return new PayloadConverter(Json.converter(jsonMapper));
	}

	/**
	 * Creates a converter that converts only {@code String} and {@code byte[]}, and fails
	 * with an explanation for other types.
	 * @return the converter
	 */
	public static SmartMessageConverter createTextOnly() {
		return new PayloadConverter(new MissingJacksonMessageConverter());
	}

	/**
	 * Creates a converter that asks other converters first, for everything but text,
	 * which is never converted.
	 * @param preferred the converters that are asked first, in their order; they must
	 * convert what is published to a {@code String} or {@code byte[]}
	 * @param last the converter for everything that none of them converts, for example
	 * {@link #create(JsonMapper)}
	 * @return the converter
	 */
	public static SmartMessageConverter create(List<MessageConverter> preferred, SmartMessageConverter last) {
		if (preferred.isEmpty()) {
			return last;
		}
		List<MessageConverter> all = new ArrayList<>();
		all.add(new TextMessageConverter());
		all.addAll(preferred);
		all.add(last);
		return new CompositeMessageConverter(all);
	}

	/**
	 * Whether a converter was created by {@link #createTextOnly()}, or by
	 * {@link #create()} without Jackson on the class path.
	 * @param converter the converter
	 * @return {@code true} if it converts only {@code String} and {@code byte[]}
	 */
	public static boolean isTextOnly(MessageConverter converter) {
		return converter instanceof CompositeMessageConverter composite && composite.getConverters()
			.stream()
			.anyMatch((candidate) -> candidate instanceof MissingJacksonMessageConverter);
	}

	// a class of its own, so that no Jackson class is loaded if Jackson is absent
	private static final class Json {

		static PayloadConverter.Json converter(@Nullable JsonMapper jsonMapper) {
			return new Converter((jsonMapper != null) ? jsonMapper : defaultMapper());
		}

		private static JsonMapper defaultMapper() {
			return JsonMapper.builder()
				.enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
				.findAndAddModules(JoltMessageConverters.class.getClassLoader())
				.build();
		}

		// creates nothing that a text does not need
		private static final class Converter extends JacksonJsonMessageConverter implements PayloadConverter.Json {

			Converter(JsonMapper mapper) {
				super(mapper);
				setContentTypeResolver(null);
				setSerializedPayloadClass(String.class);
			}

			// without a resolver the headers, which a delivery creates on request, say
			// nothing about the content
			@Override
			protected boolean canConvertFrom(Message<?> message, @Nullable Class<?> targetClass) {
				return targetClass != null;
			}

			@Override
			protected @Nullable Object convertToInternal(Object payload, @Nullable MessageHeaders headers,
					@Nullable Object conversionHint) {
				return (getSerializationView(conversionHint) != null)
						? super.convertToInternal(payload, headers, conversionHint) : write(payload);
			}

			@Override
			public String write(Object payload) {
				try {
					return getJsonMapper().writeValueAsString(payload);
				}
				catch (JacksonException ex) {
					throw new MessageConversionException("Could not write JSON: " + ex.getMessage(), ex);
				}
			}

		}

	}

}
