package io.jolt.boot.test.slice;

import io.jolt.spring.annotation.JoltListener;

abstract class AbstractWeatherListener<T> {

	@JoltListener(id = "weather", topics = "weather")
	void onWeather(T weather) {
	}

}
