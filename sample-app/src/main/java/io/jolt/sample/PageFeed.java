package io.jolt.sample;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;

import org.springframework.context.event.ContextClosedEvent;
import org.springframework.context.event.EventListener;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/**
 * The open pages, and the recent events with which a new page begins. One lock guards
 * both, so that each page gets each event once and in order; nothing is written to a page
 * under the lock.
 */
@Component
class PageFeed {

	private static final int REMEMBERED = 200;

	private final Deque<BoardEvent> recent = new ArrayDeque<>();

	private final Set<BoardPage> pages = new LinkedHashSet<>();

	private final Executor executor;

	private boolean closed;

	PageFeed(Executor applicationTaskExecutor) {
		this.executor = applicationTaskExecutor;
	}

	synchronized SseEmitter open() {
		SseEmitter emitter = new SseEmitter(0L);
		BoardPage page = new BoardPage(emitter, this.executor);
		emitter.onCompletion(() -> forget(page));
		if (this.closed) {
			page.end();
			return emitter;
		}
		this.pages.add(page);
		// without a first byte the browser does not know that it is connected
		page.send(SseEmitter.event().comment("connected"));
		this.recent.forEach((event) -> page.send(SseEmitter.event().data(event)));
		return emitter;
	}

	synchronized void send(BoardEvent event) {
		if (this.recent.size() == REMEMBERED) {
			this.recent.removeFirst();
		}
		this.recent.addLast(event);
		// an event builder can be sent only once
		List.copyOf(this.pages).forEach((page) -> page.send(SseEmitter.event().data(event)));
	}

	@Scheduled(fixedRate = 15, timeUnit = TimeUnit.SECONDS)
	synchronized void findGonePages() {
		List.copyOf(this.pages).forEach((page) -> page.send(SseEmitter.event().comment("still here")));
	}

	/**
	 * Ends the streams before the web server waits for its requests to end.
	 */
	@EventListener(ContextClosedEvent.class)
	synchronized void close() {
		this.closed = true;
		List.copyOf(this.pages).forEach(BoardPage::end);
	}

	private synchronized void forget(BoardPage page) {
		this.pages.remove(page);
	}

}
