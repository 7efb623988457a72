package io.jolt.broker.internal.security;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class PasswordHashTests {

	@Test
	void thePasswordMatchesAndNoOther() {
		PasswordHash hash = PasswordHash.create("s\u00e9cret \ud83d\ude00", 10);
		PasswordHash read = PasswordHash.parse(hash.encoded());
		for (PasswordHash each : new PasswordHash[] { hash, read }) {
			assertThat(each.matches("s\u00e9cret \ud83d\ude00")).isTrue();
			assertThat(each.matches("secret")).isFalse();
			assertThat(each.matches("")).isFalse();
		}
	}

	@Test
	void twoHashesOfOnePasswordDiffer() {
		assertThat(PasswordHash.create("x", 1).encoded()).isNotEqualTo(PasswordHash.create("x", 1).encoded());
	}

	@Test
	void itIsThePbkdf2ThatOthersMake() {
		// made with Python: hashlib.pbkdf2_hmac('sha256', b'password', b'salt', 4096)
		assertThat(PasswordHash.parse("$pbkdf2-sha256$i=4096$c2FsdA==$yeR41ZKIyEGqUw22hFxMjZYok6ABzk4RpJY4c6qYE0o=")
			.matches("password")).isFalse();
		assertThat(PasswordHash.parse("$pbkdf2-sha256$i=4096$c2FsdA==$xeR41ZKIyEGqUw22hFxMjZYok6ABzk4RpJY4c6qYE0o=")
			.matches("password")).isTrue();
	}

	@Test
	void theHashIsNotInItsString() {
		PasswordHash hash = PasswordHash.create("secret", 1);
		assertThat(hash.toString()).doesNotContain("$").doesNotContain("secret");
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "secret", "$pbkdf2-sha256$i=0$c2FsdA==$c2FsdA==", "$pbkdf2-sha256$i=1$c2FsdA==",
			"$pbkdf2-sha512$i=1$c2FsdA==$xeR41ZKIyEGqUw22hFxMjZYok6ABzk4RpJY4c6qYE0o=",
			"$pbkdf2-sha256$i=999999999$c2FsdA==$xeR41ZKIyEGqUw22hFxMjZYok6ABzk4RpJY4c6qYE0o=",
			"$pbkdf2-sha256$i=1$c2FsdA==$c2FsdA==",
			"$pbkdf2-sha256$i=1$c=$xeR41ZKIyEGqUw22hFxMjZYok6ABzk4RpJY4c6qYE0o=" })
	void whatCannotBeReadIsNotRepeated(String text) {
		assertThatIllegalArgumentException().isThrownBy(() -> PasswordHash.parse(text))
			.satisfies((ex) -> assertThat(text.isEmpty() || !String.valueOf(ex.getMessage()).contains(text)).isTrue());
	}

}
