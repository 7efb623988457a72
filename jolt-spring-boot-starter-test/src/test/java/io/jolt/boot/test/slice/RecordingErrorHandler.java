package io.jolt.boot.test.slice;

import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

import io.jolt.spring.listener.FailedDelivery;
import io.jolt.spring.listener.JoltErrorHandler;

import org.springframework.stereotype.Component;

@Component
class RecordingErrorHandler implements JoltErrorHandler {

	final BlockingQueue<String> failures = new LinkedBlockingQueue<>();

	@Override
	public void handleError(Throwable error, FailedDelivery delivery) {
		this.failures.add(delivery.listenerId());
	}

}
