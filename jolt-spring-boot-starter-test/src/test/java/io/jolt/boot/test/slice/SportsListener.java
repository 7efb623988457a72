package io.jolt.boot.test.slice;

import org.springframework.stereotype.Component;

/**
 * Listens because the interface that it implements says so.
 */
@Component
class SportsListener implements MoreSports {

	@Override
	public void onResult(String result) {
	}

}
