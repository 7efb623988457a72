package io.jolt.sample;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.Executor;

import org.jspecify.annotations.Nullable;

import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter.SseEventBuilder;

/**
 * One open page. Its events wait in their own queue and are written by one thread at a
 * time, so that a browser that reads slowly does not hold up others.
 */
final class BoardPage {

	private static final int MOST_THAT_WAIT = 500;

	private final SseEmitter emitter;

	private final Executor executor;

	// guarded by itself
	private final Queue<SseEventBuilder> waiting = new ArrayDeque<>();

	// guarded by waiting
	private boolean writing;

	// guarded by waiting
	private boolean ended;

	BoardPage(SseEmitter emitter, Executor executor) {
		this.emitter = emitter;
		this.executor = executor;
	}

	/**
	 * Sends an event when its turn comes. If too many events wait, the stream ends: the
	 * browser opens it again and begins with the recent events.
	 * @param event the event
	 */
	void send(SseEventBuilder event) {
		synchronized (this.waiting) {
			if (this.ended) {
				return;
			}
			if (this.waiting.size() == MOST_THAT_WAIT) {
				giveUp();
			}
			else {
				this.waiting.add(event);
			}
			startWriting();
		}
	}

	/**
	 * Ends the stream when all waiting events have been sent.
	 */
	void end() {
		synchronized (this.waiting) {
			this.ended = true;
			startWriting();
		}
	}

	// the caller holds the lock
	private void startWriting() {
		if (!this.writing) {
			this.writing = true;
			this.executor.execute(this::write);
		}
	}

	private void write() {
		SseEventBuilder event = next();
		while (event != null) {
			try {
				this.emitter.send(event);
			}
			catch (IOException | IllegalStateException ex) {
				giveUp();
			}
			event = next();
		}
	}

	private void giveUp() {
		synchronized (this.waiting) {
			this.waiting.clear();
			this.ended = true;
		}
	}

	private @Nullable SseEventBuilder next() {
		boolean last;
		synchronized (this.waiting) {
			SseEventBuilder event = this.waiting.poll();
			if (event != null) {
				return event;
			}
			this.writing = false;
			last = this.ended;
		}
		if (last) {
			this.emitter.complete();
		}
		return null;
	}

}
