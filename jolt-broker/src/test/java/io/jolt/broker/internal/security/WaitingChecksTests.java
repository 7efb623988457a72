package io.jolt.broker.internal.security;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class WaitingChecksTests {

	private final WaitingChecks<String> checks = new WaitingChecks<>(100);

	@Test
	void oneAfterTheOtherWhereNobodyCompetes() {
		for (int i = 0; i < 10; i++) {
			add("192.0.2.1", "app", "check " + i);
		}
		assertThat(pollAll()).hasSize(10).isSorted();
		assertThat(this.checks.poll()).isNull();
	}

	@Test
	void anAddressWithManyDoesNotHoldUpAnother() {
		for (int i = 0; i < 50; i++) {
			add("192.0.2.1", "user" + i, "attack");
		}
		add("192.0.2.2", "app", "app");
		assertThat(pollAll().indexOf("app")).isLessThan(4);
	}

	@Test
	void aUserWithManyFromManyAddressesDoesNotHoldUpAnother() {
		for (int i = 0; i < 50; i++) {
			add("192.0.2." + i, "victim", "attack");
		}
		add("192.0.2.100", "app", "app");
		assertThat(pollAll().indexOf("app")).isLessThan(4);
	}

	@Test
	void evenFromTheSameAddressAnotherUserIsServed() {
		for (int i = 0; i < 50; i++) {
			add("192.0.2.1", "victim", "attack");
		}
		add("192.0.2.1", "app", "app");
		assertThat(pollAll().indexOf("app")).isLessThan(4);
	}

	@Test
	void whenThereAreTooManyThoseWhoHaveMostGiveOneUp() {
		for (int i = 0; i < 98; i++) {
			assertThat(add("192.0.2.1", "victim", "attack " + i)).isNull();
		}
		add("192.0.2.2", "app", "app");
		add("192.0.2.2", "other", "other");
		assertThat(add("192.0.2.2", "third", "third")).isEqualTo("attack 97");
		assertThat(add("192.0.2.3", "victim", "itself")).isEqualTo("attack 96");
		assertThat(this.checks.size()).isEqualTo(100);
		assertThat(pollAll()).contains("app", "other", "third", "itself", "attack 0")
			.doesNotContain("attack 96", "attack 97");
		assertThat(this.checks.size()).isZero();
	}

	@Test
	void whenThereAreTooManyAnotherUserOfTheSameAddressIsSpared() {
		for (int i = 0; i < 100; i++) {
			add("192.0.2.1", "victim", "attack " + i);
		}
		assertThat(add("192.0.2.1", "app", "app")).isEqualTo("attack 99");
		assertThat(add("192.0.2.1", "victim", "more")).isEqualTo("more");
		assertThat(pollAll().indexOf("app")).isBetween(0, 3);
	}

	private @Nullable String add(String address, String user, String check) {
		try {
			return this.checks.add(InetAddress.getByName(address), user, check);
		}
		catch (UnknownHostException ex) {
			throw new IllegalArgumentException(ex);
		}
	}

	private List<String> pollAll() {
		List<String> all = new ArrayList<>();
		@Nullable String next;
		while ((next = this.checks.poll()) != null) {
			all.add(next);
		}
		return all;
	}

}
