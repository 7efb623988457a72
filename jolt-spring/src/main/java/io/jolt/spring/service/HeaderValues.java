package io.jolt.spring.service;

import java.time.temporal.TemporalAccessor;
import java.time.temporal.TemporalAmount;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

import org.springframework.beans.BeanUtils;
import org.springframework.core.convert.ConversionService;
import org.springframework.util.Assert;

/**
 * Makes header values of arguments. Safe for use by several threads.
 */
final class HeaderValues {

	private final ConversionService conversionService;

	HeaderValues(ConversionService conversionService) {
		this.conversionService = conversionService;
	}

	/**
	 * Makes a header value.
	 * @param name the header's name, for errors
	 * @param argument the argument
	 * @return the value, or {@code null} to send no such header
	 * @throws IllegalArgumentException if the argument cannot be a header: the header
	 * mapper would leave it out
	 */
	@Nullable Object of(String name, @Nullable Object argument) {
		Object value = (argument instanceof Optional<?> optional) ? optional.orElse(null) : argument;
		if (value == null || isSimple(value)) {
			return value;
		}
		Assert.isTrue(this.conversionService.canConvert(value.getClass(), String.class),
				() -> "cannot send a value of type " + value.getClass().getName() + " as the header '" + name
						+ "': give the JoltServiceProxyFactory a conversion service that turns it into text");
		return this.conversionService.convert(value, String.class);
	}

	// what the header mapper writes itself
	private static boolean isSimple(Object value) {
		return value instanceof TemporalAccessor || value instanceof TemporalAmount
				|| (!(value instanceof Class) && BeanUtils.isSimpleValueType(value.getClass()));
	}

}
