package io.jolt.boot.test.slice;

import io.jolt.boot.test.JoltTest;
import io.jolt.spring.core.JoltTemplate;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;

/**
 * For tests of other packages, without the beans that a slice of all listeners needs.
 */
@JoltTest(NewsListener.class)
public class JoltTestExample {

	@Test
	void publishes(@Autowired JoltTemplate template) {
		template.convertAndSend("news", "good");
	}

}
