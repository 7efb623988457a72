package io.jolt.client.internal.security;

import java.nio.charset.StandardCharsets;

import io.jolt.client.internal.protocol.FrameDecoder;
import io.jolt.client.internal.protocol.ProtocolException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

/**
 * Tests for {@link OwnPasswords}.
 */
class OwnPasswordsTests {

	private final OwnPasswords passwords = new OwnPasswords();

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '`', ignoreLeadingAndTrailingWhitespace = true, textBlock = """
			sentinel    | auth_failed: sentinel is wrong               | auth_failed: *** is wrong
			sentinel    | xsentinelx sentinel                          | x***x ***
			sentinel    | \\u0073entinel \\u0073\\u0065nti\\u006Eel.   | *** ***.
			sentinel    | \\\\u0073entinel                             | ***
			sen"ti/nel  | bad sen\\"ti\\/nel!                          | bad ***!
			sen"ti/nel  | twice sen\\\\\\"ti/nel!                      | twice ***!
			sen\\tinel  | plain sen\\tinel, JSON sen\\\\tinel          | plain ***, JSON ***
			sen\\tinel  | twice sen\\\\\\\\tinel, code sen\\u005ctinel | twice ***, code ***
			\\          | a \\ and \\\\ alone                          | a *** and *** alone
			senti\u00F1el | sentiñel senti\\u00f1el senti\\u00F1el     | *** *** ***
			\uD83D\uDE00secret | \\ud83d\\ude00secret                  | ***
			sentinel    | no sentin...                                 | no ***...
			sentinel    | no sentin…, and more                         | no ***…, and more
			sentinel    | no sentine\\u00...                           | no ***...
			sentinel    | no sentine                                   | no ***
			sentinel    | 'sen...'                                     | '***...'
			sentinel    | sen... and more                              | sen... and more
			sentinel    | a sent is a coin                             | a sent is a coin
			a           | not a topic 'a', says (a)                    | not *** topic '***', says (***)
			a           | auth failed                                  | auth failed
			1           | 10 of 11 are 1                               | 10 of 11 are ***
			timeout     | timeout                                      | timeout
			timeout     | timeout: of timeout                          | timeout: of ***
			auth        | auth_required: who are you?                  | auth_required: who are you?
			auth        | auth failed                                  | *** failed
			""")
	void blanksAPasswordWhateverFormItIsRepeatedIn(String password, String text, String expected) {
		this.passwords.add(password);
		assertThat(this.passwords.blank(text)).isEqualTo(expected);
	}

	@Test
	void blanksControlCharactersAsJsonWritesThem() {
		this.passwords.add("sen\tti\nnel");
		assertThat(this.passwords.blank("sen\tti\nnel sen\\tti\\nnel sen\\u0009ti\\u000Anel")).isEqualTo("*** *** ***");
	}

	@Test
	void anEmptyPasswordBlanksNothing() {
		this.passwords.add("");
		assertThat(this.passwords.blank("no ''")).isEqualTo("no ''");
	}

	@Test
	void theLastPasswordsAreRemembered() {
		for (int i = 0; i < 10; i++) {
			this.passwords.add("sentinel-" + i);
		}
		assertThat(this.passwords.blank("sentinel-9 sentinel-6 sentinel-1")).isEqualTo("*** *** sentinel-1");
	}

	@Test
	void blanksTheValuesOfAnObjectButNotItsKeys() {
		this.passwords.add("error");
		assertThat(this.passwords
			.blankValues("{\"ok\":false,\"error\" : \"an \\\"error\\\"\",\"more\":[\"\\u0065rror\"]}"))
			.isEqualTo("{\"ok\":false,\"error\" : \"an \\\"***\\\"\",\"more\":[\"***\"]}");
	}

	@Test
	void blanksWhatAFailureQuotesButNotItsOwnWords() {
		this.passwords.add("broker");
		byte[] line = "broker broker".getBytes(StandardCharsets.UTF_8);
		ProtocolException failure = catchThrowableOfType(ProtocolException.class,
				() -> new FrameDecoder().decode(line, 0, line.length));
		assertThat(this.passwords.blank(failure)).hasMessage("Malformed line from the broker, not JSON: '*** ***'");
	}

	@Test
	void blanksAPasswordThatAQuotationCutsOffAnywhere() {
		this.passwords.add("sen\"tinel");
		for (int before = 80; before < 100; before++) {
			byte[] line = ("x".repeat(before) + "sen\\\"tinel").getBytes(StandardCharsets.UTF_8);
			ProtocolException failure = catchThrowableOfType(ProtocolException.class,
					() -> new FrameDecoder().decode(line, 0, line.length));
			assertThat(this.passwords.blank(failure).getMessage()).doesNotContain("xs");
		}
	}

	@Test
	void aLongTextOfBackslashesTakesNoLongTime() {
		this.passwords.add("\\\\\\sentinel");
		String text = "\\".repeat(1024 * 1024);
		assertThat(this.passwords.blank(text)).isEqualTo(text);
	}

}
