package io.jolt.spring.listener.adapter;

import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.Date;
import java.util.Set;

import org.jspecify.annotations.Nullable;

import org.springframework.core.convert.TypeDescriptor;
import org.springframework.core.convert.converter.ConditionalGenericConverter;
import org.springframework.format.annotation.DateTimeFormat;

/**
 * Reads a {@link Date} header as {@link io.jolt.spring.core.DefaultJoltHeaderMapper}
 * writes it: in ISO 8601, which Spring's own conversion does not understand. A
 * {@link DateTimeFormat} on the parameter takes precedence.
 */
class InstantToDateConverter implements ConditionalGenericConverter {

	@Override
	public Set<ConvertiblePair> getConvertibleTypes() {
		return Set.of(new ConvertiblePair(String.class, Date.class));
	}

	@Override
	public boolean matches(TypeDescriptor sourceType, TypeDescriptor targetType) {
		return !targetType.hasAnnotation(DateTimeFormat.class);
	}

	@Override
	public @Nullable Object convert(@Nullable Object source, TypeDescriptor sourceType, TypeDescriptor targetType) {
		String text = (source != null) ? source.toString().trim() : "";
		return text.isEmpty() ? null : Date.from(DateTimeFormatter.ISO_OFFSET_DATE_TIME.parse(text, Instant::from));
	}

}
