package io.jolt.spring.listener.adapter;

import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;

import com.fasterxml.jackson.annotation.JsonTypeInfo;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.JavaType;
import tools.jackson.databind.ValueDeserializer;
import tools.jackson.databind.deser.AbstractDeserializer;
import tools.jackson.databind.deser.bean.BeanDeserializerBase;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.jsontype.TypeDeserializer;
import tools.jackson.databind.type.LogicalType;

import org.springframework.util.Assert;

/**
 * Rates how well JSON texts fit a Java type, as its mapper would read them. A mapper
 * reads nearly any object into nearly any type and skips what it does not know, so names
 * count: of properties, and of subtypes where the type has any. Safe for use by several
 * threads.
 */
final class JsonPayloadType {

	/**
	 * The text does not fit.
	 */
	static final int NO_FIT = -1;

	// each leaves room for the number of properties to decide
	private static final int UNTYPED = 100_000;

	private static final int MAP = 200_000;

	private static final int COVERED = 300_000;

	private static final int COVERING = 500_000;

	private static final int EXACT = 600_000;

	private static final int BY_TYPE_ID = 700_000;

	private final JsonMapper mapper;

	private final JavaType type;

	private final ValueDeserializer<?> deserializer;

	private final @Nullable TypeDeserializer typeDeserializer;

	// of an array or a collection
	private final @Nullable JsonPayloadType elementType;

	private final Map<JavaType, JsonProperties> subtypes = new ConcurrentHashMap<>();

	JsonPayloadType(JsonMapper mapper, JavaType type) {
		this.mapper = mapper;
		this.type = type;
		DeserializationContext context = mapper._deserializationContext();
		this.typeDeserializer = context.findTypeDeserializer(type);
		this.deserializer = context.findContextualValueDeserializer(type, null);
		Assert.isTrue(this.typeDeserializer != null || !(this.deserializer instanceof AbstractDeserializer),
				() -> type.toCanonical() + " is abstract, and nothing in JSON says which of its subtypes to read: "
						+ "annotate it with @JsonTypeInfo");
		this.elementType = (type.isArrayType() || type.isCollectionLikeType())
				? new JsonPayloadType(mapper, type.getContentType()) : null;
	}

	JavaType type() {
		return this.type;
	}

	/**
	 * How well a JSON text fits.
	 * @param shape the text
	 * @return a number, larger is better; {@link #NO_FIT} if it does not
	 */
	int fit(JsonShape shape) {
		LogicalType logicalType = this.deserializer.logicalType();
		if (shape.kind() == JsonShape.Kind.NONE || shape.kind() == JsonShape.Kind.NULL) {
			return NO_FIT;
		}
		if (logicalType == LogicalType.Untyped) {
			return UNTYPED;
		}
		return switch (shape.kind()) {
			case OBJECT ->
				(this.typeDeserializer != null) ? fitByTypeId(this.typeDeserializer, shape) : fitObject(shape);
			case ARRAY -> fitArray(shape);
			case INTEGER ->
				(logicalType == LogicalType.Integer) ? EXACT : (logicalType == LogicalType.Float) ? COVERING : NO_FIT;
			case FLOAT -> (logicalType == LogicalType.Float) ? EXACT : NO_FIT;
			case BOOLEAN -> (logicalType == LogicalType.Boolean) ? EXACT : NO_FIT;
			default -> isWrittenAsString(logicalType) ? EXACT : NO_FIT;
		};
	}

	private int fitArray(JsonShape shape) {
		if (this.elementType == null) {
			return NO_FIT;
		}
		return (shape.firstElement() != null) ? this.elementType.fit(shape.firstElement()) : UNTYPED;
	}

	private int fitByTypeId(TypeDeserializer types, JsonShape shape) {
		String id = switch (types.getTypeInclusion()) {
			case PROPERTY, EXISTING_PROPERTY -> shape.properties().get(types.getPropertyName());
			case WRAPPER_OBJECT ->
				(shape.properties().size() == 1) ? shape.properties().keySet().iterator().next() : null;
			default -> null;
		};
		if (id != null) {
			return (subtype(types, id) != null) ? BY_TYPE_ID : NO_FIT;
		}
		if (types.hasDefaultImpl() && types.getTypeInclusion() != JsonTypeInfo.As.WRAPPER_OBJECT) {
			return fit(shape, this.mapper.constructType(types.getDefaultImpl()));
		}
		return NO_FIT;
	}

	private @Nullable JavaType subtype(TypeDeserializer types, String id) {
		try {
			return types.getTypeIdResolver().typeFromId(this.mapper._deserializationContext(), id);
		}
		catch (JacksonException ex) {
			return null;
		}
	}

	private int fitObject(JsonShape shape) {
		if (this.deserializer instanceof BeanDeserializerBase) {
			return fit(shape, this.type);
		}
		// a map, or read by code that may take any object
		LogicalType logicalType = this.deserializer.logicalType();
		return (logicalType == LogicalType.Map || logicalType == LogicalType.POJO || logicalType == null) ? MAP
				: NO_FIT;
	}

	private int fit(JsonShape shape, JavaType beanType) {
		JsonProperties properties = properties(beanType);
		if (properties == null) {
			return MAP;
		}
		JsonProperties.Match match = properties.match(shape.properties().keySet());
		if (!match.complete()) {
			return NO_FIT;
		}
		if (match.unknown() == 0 && match.missing() == 0) {
			return EXACT;
		}
		if (match.unknown() == 0 && (match.known() > 0 || shape.properties().isEmpty())) {
			return COVERING - match.missing();
		}
		return (match.missing() == 0 && match.known() > 0) ? COVERED + match.known() : NO_FIT;
	}

	private @Nullable JsonProperties properties(JavaType beanType) {
		JsonProperties properties = this.subtypes.get(beanType);
		if (properties == null) {
			ValueDeserializer<?> beanDeserializer = beanType.equals(this.type) ? this.deserializer
					: this.mapper._deserializationContext().findContextualValueDeserializer(beanType, null);
			if (!(beanDeserializer instanceof BeanDeserializerBase bean)) {
				return null;
			}
			properties = JsonProperties.of(bean, this.mapper.deserializationConfig());
			this.subtypes.put(beanType, properties);
		}
		return properties;
	}

	/**
	 * Whether every JSON text fits both types equally well.
	 * @param other the other type
	 * @return {@code true} if so
	 */
	boolean isLike(JsonPayloadType other) {
		if (this.type.equals(other.type)) {
			return true;
		}
		if (this.elementType != null && other.elementType != null) {
			return this.elementType.isLike(other.elementType);
		}
		if (this.typeDeserializer != null || other.typeDeserializer != null) {
			return false;
		}
		if (this.deserializer instanceof BeanDeserializerBase && other.deserializer instanceof BeanDeserializerBase) {
			return Objects.equals(properties(this.type), other.properties(other.type));
		}
		LogicalType one = this.deserializer.logicalType();
		LogicalType two = other.deserializer.logicalType();
		return this.elementType == null && other.elementType == null
				&& ((one == two && one != null && one != LogicalType.POJO)
						|| (isWrittenAsString(one) && isWrittenAsString(two)));
	}

	private static boolean isWrittenAsString(@Nullable LogicalType logicalType) {
		return logicalType == LogicalType.Textual || logicalType == LogicalType.Enum
				|| logicalType == LogicalType.DateTime || logicalType == LogicalType.Binary
				|| logicalType == LogicalType.OtherScalar;
	}

	@Override
	public String toString() {
		return this.type.toCanonical();
	}

}
