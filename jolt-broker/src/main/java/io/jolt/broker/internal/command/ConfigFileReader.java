package io.jolt.broker.internal.command;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.exc.InputCoercionException;
import tools.jackson.core.exc.StreamReadException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.cfg.CoercionAction;
import tools.jackson.databind.cfg.CoercionInputShape;
import tools.jackson.databind.exc.MismatchedInputException;
import tools.jackson.databind.exc.UnrecognizedPropertyException;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.type.LogicalType;

/**
 * Reads a {@code config.json}, strictly. Messages say where the mistake is, but never
 * quote it, as it may be a password.
 */
final class ConfigFileReader {

	private static final JsonMapper MAPPER = JsonMapper.builder()
		.enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
		.enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES, DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
		.disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
		.disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
		.withCoercionConfig(LogicalType.Textual,
				(textual) -> textual.setCoercion(CoercionInputShape.Integer, CoercionAction.Fail)
					.setCoercion(CoercionInputShape.Float, CoercionAction.Fail)
					.setCoercion(CoercionInputShape.Boolean, CoercionAction.Fail))
		.build();

	private static final Pattern DUPLICATE = Pattern.compile("^Duplicate [^\"]*\"(.*)\"", Pattern.DOTALL);

	private ConfigFileReader() {
	}

	static ConfigFile read(Path path) {
		try {
			return parse(path, Files.readAllBytes(path));
		}
		catch (NoSuchFileException ex) {
			throw new MistakeException("The file " + path + " does not exist");
		}
		catch (AccessDeniedException ex) {
			throw new MistakeException("The file " + path + " may not be read");
		}
		catch (IOException ex) {
			throw new MistakeException("The file " + path + " cannot be read: " + ex.getMessage());
		}
	}

	private static ConfigFile parse(Path path, byte[] json) {
		try {
			ConfigFile file = MAPPER.readValue(json, ConfigFile.class);
			if (file == null) {
				throw new MistakeException(path + ": expected an object, not null");
			}
			return file;
		}
		catch (UnrecognizedPropertyException ex) {
			List<Object> known = List.copyOf(new TreeSet<>(ex.getKnownPropertyIds()));
			throw new MistakeException(path + ": unknown field " + pathOf(ex) + positionOf(ex)
					+ "; the fields here are " + String.join(", ", known.stream().map(String::valueOf).toList()));
		}
		catch (MismatchedInputException ex) {
			String expected = ex.getPath().isEmpty() ? "one object" : expected(ex.getTargetType());
			throw new MistakeException(path + ": " + nameOf(ex) + " must be " + expected + positionOf(ex));
		}
		catch (InputCoercionException ex) {
			throw new MistakeException(path + ": " + nameOf(ex) + " must be " + expected(int.class) + positionOf(ex));
		}
		catch (StreamReadException ex) {
			// Jackson quotes the field's name in it
			Matcher duplicate = DUPLICATE.matcher(ex.getOriginalMessage());
			String problem = duplicate.find() ? "a field that is already there: " + duplicate.group(1)
					: "not valid JSON";
			throw new MistakeException(path + ": " + problem + positionOf(ex));
		}
		catch (JacksonException ex) {
			throw new MistakeException(path + ": cannot be understood" + positionOf(ex));
		}
	}

	private static String nameOf(JacksonException ex) {
		return ex.getPath().isEmpty() ? "the file" : pathOf(ex);
	}

	private static String pathOf(JacksonException ex) {
		StringBuilder path = new StringBuilder();
		for (JacksonException.Reference reference : ex.getPath()) {
			if (reference.getPropertyName() == null) {
				path.append('[').append(reference.getIndex()).append(']');
			}
			else {
				path.append(path.isEmpty() ? "" : ".").append(reference.getPropertyName());
			}
		}
		return path.toString();
	}

	private static String positionOf(JacksonException ex) {
		TokenStreamLocation location = ex.getLocation();
		return (location != null && location.getLineNr() > 0)
				? " (line " + location.getLineNr() + ", column " + location.getColumnNr() + ")" : "";
	}

	private static String expected(Class<?> type) {
		if (type == String.class) {
			return "a string";
		}
		if (type == Boolean.class) {
			return "true or false";
		}
		if (Number.class.isAssignableFrom(type) || type == int.class || type == long.class) {
			return "a whole number in range";
		}
		return List.class.isAssignableFrom(type) ? "a list" : "an object";
	}

}
