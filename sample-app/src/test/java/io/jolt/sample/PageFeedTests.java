package io.jolt.sample;

import java.time.Duration;
import java.time.Instant;

import org.junit.jupiter.api.Test;

import org.springframework.http.MediaType;
import org.springframework.http.converter.StringHttpMessageConverter;
import org.springframework.http.converter.json.JacksonJsonHttpMessageConverter;
import org.springframework.stereotype.Controller;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

import static org.assertj.core.api.Assertions.assertThat;

class PageFeedTests {

	private final PageFeed feed = new PageFeed(Runnable::run);

	private final MockMvcTester mvc = MockMvcTester.of(new FeedController(this.feed))
		.withHttpMessageConverters(
				java.util.List.of(new StringHttpMessageConverter(), new JacksonJsonHttpMessageConverter()));

	@Test
	void aPageThatOpensLateBeginsWithWhatHappenedBefore() throws Exception {
		this.feed.send(event(1));
		MvcTestResult page = open();
		this.feed.send(event(2));
		assertThat(text(page)).containsSubsequence("event-1", "event-2");
	}

	@Test
	void onlyTheLatestEventsAreRemembered() throws Exception {
		for (int i = 1; i <= 201; i++) {
			this.feed.send(event(i));
		}
		assertThat(text(open())).doesNotContain("\"event-1\"").contains("\"event-2\"", "\"event-201\"");
	}

	@Test
	void eachPageGetsEachEventOnce() throws Exception {
		MvcTestResult first = open();
		MvcTestResult second = open();
		this.feed.send(event(1));
		assertThat(text(first)).containsOnlyOnce("event-1");
		assertThat(text(second)).containsOnlyOnce("event-1");
	}

	@Test
	void shutdownEndsTheStreams() {
		MvcTestResult page = open();
		this.feed.close();
		page.getRequest().getAsyncContext();
		assertThat(page.getMvcResult().getAsyncResult(Duration.ofSeconds(5).toMillis())).isNull();
	}

	private MvcTestResult open() {
		MvcTestResult result = this.mvc.get().uri("/events").accept(MediaType.TEXT_EVENT_STREAM).asyncExchange();
		assertThat(result).hasStatusOk();
		return result;
	}

	private static String text(MvcTestResult page) throws Exception {
		return page.getResponse().getContentAsString();
	}

	private static BoardEvent event(int number) {
		return new BoardEvent("event-" + number, "orders.created", Instant.EPOCH, "{}", null);
	}

	@Controller
	static class FeedController {

		private final PageFeed feed;

		FeedController(PageFeed feed) {
			this.feed = feed;
		}

		@GetMapping("/events")
		SseEmitter events() {
			return this.feed.open();
		}

	}

}
