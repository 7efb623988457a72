package io.jolt.sample;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;

import org.springframework.context.event.ContextClosedEvent;
import org.springframework.context.event.EventListener;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter.SseEventBuilder;

/**
 * The open pages, and the events that a page which opens now should begin with. One lock
 * guards all, so that each page gets each event once and in order.
 */
@Component
class PageFeed {

	private static final int REMEMBERED = 200;

	private final Deque<BoardEvent> recent = new ArrayDeque<>();

	private final Set<SseEmitter> pages = new LinkedHashSet<>();

	private boolean closed;

	synchronized SseEmitter open() {
		SseEmitter page = new SseEmitter(0L);
		page.onCompletion(() -> forget(page));
		if (this.closed) {
			page.complete();
			return page;
		}
		this.pages.add(page);
		// without a first byte the browser does not know that it is connected
		send(page, SseEmitter.event().comment("connected"));
		this.recent.forEach((event) -> send(page, SseEmitter.event().data(event)));
		return page;
	}

	synchronized void send(BoardEvent event) {
		if (this.recent.size() == REMEMBERED) {
			this.recent.removeFirst();
		}
		this.recent.addLast(event);
		List.copyOf(this.pages).forEach((page) -> send(page, SseEmitter.event().data(event)));
	}

	@Scheduled(fixedRate = 15, timeUnit = TimeUnit.SECONDS)
	synchronized void findGonePages() {
		List.copyOf(this.pages).forEach((page) -> send(page, SseEmitter.event().comment("still here")));
	}

	/**
	 * Ends the streams before the web server waits for its requests to end.
	 */
	@EventListener(ContextClosedEvent.class)
	synchronized void close() {
		this.closed = true;
		List.copyOf(this.pages).forEach(SseEmitter::complete);
	}

	private void send(SseEmitter page, SseEventBuilder event) {
		try {
			page.send(event);
		}
		catch (IOException | IllegalStateException ex) {
			forget(page);
		}
	}

	private synchronized void forget(SseEmitter page) {
		this.pages.remove(page);
	}

}
