package io.jolt.boot.test.slice;

import io.jolt.spring.annotation.JoltListener;

interface Sports {

	@JoltListener(id = "sports", topics = "sports")
	void onResult(String result);

}
