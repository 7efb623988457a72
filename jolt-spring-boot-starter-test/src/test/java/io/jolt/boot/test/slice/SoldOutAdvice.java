package io.jolt.boot.test.slice;

import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

import io.jolt.spring.annotation.JoltAdvice;

import org.springframework.messaging.handler.annotation.MessageExceptionHandler;

@JoltAdvice
class SoldOutAdvice {

	final BlockingQueue<String> reasons = new LinkedBlockingQueue<>();

	@MessageExceptionHandler
	void soldOut(UnsupportedOperationException ex) {
		this.reasons.add(String.valueOf(ex.getMessage()));
	}

}
