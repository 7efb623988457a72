package io.jolt.boot.test.slice;

import io.jolt.spring.annotation.JoltListener;

import org.springframework.stereotype.Component;

@Component
class NewsListener {

	@JoltListener(id = "news", topics = "news")
	void onNews(String news) {
	}

}
