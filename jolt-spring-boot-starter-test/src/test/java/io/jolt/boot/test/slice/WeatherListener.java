package io.jolt.boot.test.slice;

import org.springframework.stereotype.Component;

/**
 * Inherits that it listens.
 */
@Component
class WeatherListener extends AbstractWeatherListener<String> {

}
