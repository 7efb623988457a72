package io.jolt.sample;

import java.time.Clock;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;

import io.jolt.client.JoltMessage;
import io.jolt.spring.annotation.JoltListener;
import io.jolt.spring.core.JoltHeaders;

import org.springframework.http.MediaType;
import org.springframework.stereotype.Controller;
import org.springframework.util.StringUtils;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/**
 * Passes everything that happens to orders to the open pages.
 */
@Controller
class OrderBoard {

	private static final int LONGEST_TEXT = 2000;

	private final String instance = UUID.randomUUID().toString();

	private final AtomicLong count = new AtomicLong();

	private final Clock clock = Clock.systemUTC();

	private final PageFeed feed;

	OrderBoard(PageFeed feed) {
		this.feed = feed;
	}

	@JoltListener(id = "order-board", topicPatterns = OrderTopics.ALL)
	void show(JoltMessage message) {
		this.feed.send(new BoardEvent(this.instance + '-' + this.count.incrementAndGet(), message.topic(),
				this.clock.instant(), StringUtils.truncate(message.data(), LONGEST_TEXT),
				message.headers().get(JoltHeaders.DLT_EXCEPTION_MESSAGE)));
	}

	@GetMapping(path = "/api/events", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
	SseEmitter events() {
		return this.feed.open();
	}

}
