package io.jolt.integration.sample;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;

import io.jolt.broker.JoltBroker;
import io.jolt.integration.tools.OfficialClient;
import io.jolt.integration.tools.Requires;
import io.jolt.integration.tools.Tool;
import io.jolt.sample.OrderBoardApplication;
import io.jolt.spring.config.JoltListenerEndpointRegistry;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.openqa.selenium.By;
import org.openqa.selenium.OutputType;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.support.ui.ExpectedConditions;
import org.openqa.selenium.support.ui.WebDriverWait;

import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The order board as somebody sees it who opens its page.
 */
@Requires(Tool.BROWSER)
class OrderBoardBrowserTests {

	private static ConfigurableApplicationContext application;

	private static ChromeDriver browser;

	@BeforeAll
	static void start() {
		application = SpringApplication.run(OrderBoardApplication.class, "--server.port=0", "--jolt.embedded.port=0");
		browser = Browser.start();
	}

	@AfterAll
	static void stop() {
		if (browser != null) {
			browser.quit();
		}
		if (application != null) {
			application.close();
		}
	}

	@BeforeEach
	void openThePage() {
		browser.get(url());
		await("#connection[data-state=live]");
	}

	@Test
	void anOrderFromTheFormAppearsAndIsAccepted() throws Exception {
		String customer = "Ada " + UUID.randomUUID();
		placeOrder(customer, "Coffee beans", "3");
		WebElement order = awaitOrder(customer, "accepted");
		assertThat(order.getText()).contains("3 × Coffee beans", "created", "accepted");
		assertThat(browser.findElement(By.id("outcome")).getText()).startsWith("Placed");
		screenshot("accepted");
	}

	@Test
	void anOrderOfTooManyAppearsAndIsRejected() {
		String customer = "Linus " + UUID.randomUUID();
		placeOrder(customer, "Cup", "50");
		assertThat(awaitOrder(customer, "rejected").getText()).contains("At most 10");
	}

	@Test
	void whatIsMissingIsSaidAtTheField() {
		placeOrder("", "Cup", "");
		assertThat(await("#customer-error:not(:empty)").getText()).isEqualTo("must not be blank");
		assertThat(await("#quantity-error:not(:empty)").getText()).isEqualTo("must not be null");
		assertThat(browser.findElement(By.id("item")).getDomAttribute("aria-invalid")).isEqualTo("false");
		assertThat(browser.switchTo().activeElement().getDomAttribute("id")).isEqualTo("customer");
	}

	@Test
	@Requires(Tool.PYTHON_CLIENT)
	void anOrderFromPythonAppearsAndIsAccepted() {
		String customer = "Grace " + UUID.randomUUID();
		try (OfficialClient python = OfficialClient.python().connect(brokerPort())) {
			python.publish("orders.created",
					"{\"id\": \"%s\", \"customer\": \"%s\", \"item\": \"Milk jug\", \"quantity\": 2}"
						.formatted(UUID.randomUUID(), customer));
			assertThat(python.nextAnswer()).isEqualTo("ok");
			assertThat(awaitOrder(customer, "accepted").getText()).contains("2 × Milk jug");
		}
	}

	@Test
	@Requires(Tool.PYTHON_CLIENT)
	void whatIsNoOrderIsShownAsTextAndRejected() {
		String text = "<img src=x onerror=\"document.title='attacked'\"> " + UUID.randomUUID();
		try (OfficialClient python = OfficialClient.python().connect(brokerPort())) {
			python.publish("orders.created", text);
			assertThat(awaitOrder(text.substring(text.length() - 36), "rejected").getText()).contains(text);
			assertThat(browser.getTitle()).isEqualTo("Order board");
		}
	}

	@Test
	void aPageThatOpensLaterShowsWhatHappenedBefore() {
		String customer = "Barbara " + UUID.randomUUID();
		placeOrder(customer, "Cup", "1");
		awaitOrder(customer, "accepted");
		browser.navigate().refresh();
		awaitOrder(customer, "accepted");
	}

	@Test
	void anOrderThatFailsAtFirstIsAcceptedAfterRetries() {
		int retries = figure("order-desk", "retried");
		String customer = "Radia " + UUID.randomUUID();
		placeOrder(customer, "Flaky lamp", "1");
		assertThat(awaitOrder(customer, "accepted").getText()).contains("1 × Flaky lamp");
		awaitFigure("order-desk", "retried", retries + 2);
	}

	@Test
	void anOrderThatAlwaysFailsIsShownAsADeadLetter() throws Exception {
		int deadLetters = figure("order-desk", "deadLettered");
		String customer = "Edsger " + UUID.randomUUID();
		placeOrder(customer, "Broken lamp", "1");
		assertThat(awaitOrder(customer, "dead-letter").getText()).contains("created", "dead letter",
				"The shelf of 'Broken lamp' is jammed for good");
		awaitFigure("order-desk", "deadLettered", deadLetters + 1);
		screenshot("dead-letter");
	}

	@Test
	void aQuoteIsShownUnderTheForm() throws Exception {
		type("item", "Cup");
		type("quantity", "3");
		browser.findElement(By.id("quote")).click();
		assertThat(await("#outcome:not(:empty)").getText()).contains("3 × Cup", "21.00", "North");
		screenshot("quote");
		type("item", "Unicorn");
		browser.findElement(By.id("quote")).click();
		assertThat(await("#outcome[data-state=bad]:not(:empty)").getText()).contains("Unicorn");
	}

	@Test
	void anAcceptedOrderIsPackedBeforeOnesEyes() throws Exception {
		String customer = "Katherine " + UUID.randomUUID();
		placeOrder(customer, "Cup", "2");
		WebElement order = awaitOrder(customer, "accepted");
		order.findElement(By.cssSelector(".packing button")).click();
		WebElement packed = order.findElement(By.cssSelector(".packed"));
		new WebDriverWait(browser, Duration.ofSeconds(20))
			.until(ExpectedConditions.textToBePresentInElement(packed, "2 of 2 packed in the warehouse North"));
		assertThat(order.findElement(By.cssSelector(".packing button")).isEnabled()).isTrue();
		screenshot("packed");
	}

	@Test
	void whatIsPublishedWhileAListenerIsStoppedNeverReachesIt() throws Exception {
		String lost = "Margaret " + UUID.randomUUID();
		control("order-desk", "Stop", "stopped");
		try {
			assertThat(listener("order-desk").getText()).contains("nothing is kept for later");
			placeOrder(lost, "Cup", "1");
			awaitOrder(lost, "created");
			screenshot("stopped");
		}
		finally {
			control("order-desk", "Start", "running");
		}
		String later = "Hedy " + UUID.randomUUID();
		placeOrder(later, "Cup", "1");
		awaitOrder(later, "accepted");
		assertThat(awaitOrder(lost, "created").isDisplayed()).isTrue();
	}

	@Test
	void whatIsPublishedWhileAListenerIsPausedWaits() {
		String customer = "Alan " + UUID.randomUUID();
		control("order-desk", "Pause", "paused");
		try {
			assertThat(listener("order-desk").getText()).contains("wait until it resumes");
			placeOrder(customer, "Cup", "1");
			awaitOrder(customer, "created");
			awaitFigure("order-desk", "queuedMessages", 1);
		}
		finally {
			control("order-desk", "Resume", "running");
		}
		awaitOrder(customer, "accepted");
		awaitFigure("order-desk", "queuedMessages", 0);
	}

	@Test
	void aSwitchThatFailsSaysSo() {
		JoltListenerEndpointRegistry registry = application.getBean(JoltListenerEndpointRegistry.class);
		await("[data-listener=order-desk]");
		browser.executeScript(
				"document.querySelector('[data-listener=order-desk] [data-switch=running]').dataset.action = 'explode';");
		browser.findElement(By.cssSelector("[data-listener=order-desk] [data-switch=running]")).click();
		assertThat(await("#listeners-outcome:not(:empty)").getText()).contains("explode", "400");
		assertThat(registry.isRunning("order-desk")).isTrue();
	}

	@ParameterizedTest
	@CsvSource({ "wide, 1280, light", "narrow, 390, light", "dark, 1280, dark", "narrow-dark, 390, dark" })
	void nothingIsWiderThanTheWindow(String name, int width, String scheme) throws Exception {
		String customer = "Donald " + UUID.randomUUID();
		placeOrder(customer, "Broken lamp", "1");
		awaitOrder(customer, "dead-letter");
		browser.executeCdpCommand("Emulation.setEmulatedMedia",
				Map.of("features", List.of(Map.of("name", "prefers-color-scheme", "value", scheme))));
		browser.executeCdpCommand("Emulation.setDeviceMetricsOverride",
				Map.of("width", width, "height", 1700, "deviceScaleFactor", 1, "mobile", false));
		try {
			assertThat((Long) browser.executeScript("return document.documentElement.scrollWidth"))
				.isLessThanOrEqualTo(width);
			screenshot(name);
		}
		finally {
			browser.executeCdpCommand("Emulation.clearDeviceMetricsOverride", Map.of());
			browser.executeCdpCommand("Emulation.setEmulatedMedia", Map.of("features", List.of()));
		}
	}

	@Test
	void metersAreThereForPrometheus() throws Exception {
		HttpResponse<String> metrics = HttpClient.newHttpClient()
			.send(HttpRequest.newBuilder(URI.create(url() + "actuator/prometheus")).build(),
					HttpResponse.BodyHandlers.ofString());
		assertThat(metrics.body()).contains("jolt_connection_state{", "jolt_listener_retries_total{",
				"jolt_listener_dead_letters_total{", "jolt_listener_queue_messages{", "listener=\"order-desk\"");
	}

	private static WebElement listener(String id) {
		return await("[data-listener=" + id + "]");
	}

	private static void control(String id, String action, String state) {
		WebElement button = listener(id).findElements(By.tagName("button"))
			.stream()
			.filter((each) -> each.getText().equals(action))
			.findFirst()
			.orElseThrow();
		button.click();
		await("[data-listener=%s][data-state=%s]".formatted(id, state));
	}

	private static int figure(String id, String name) {
		return Integer.parseInt(listener(id).findElement(By.cssSelector("[data-figure=" + name + "] dd")).getText());
	}

	private static void awaitFigure(String id, String name, int value) {
		new WebDriverWait(browser, Duration.ofSeconds(20)).until((driver) -> figure(id, name) == value);
	}

	private static String url() {
		return "http://localhost:" + application.getEnvironment().getProperty("local.server.port") + "/";
	}

	private static void placeOrder(String customer, String item, String quantity) {
		type("customer", customer);
		type("item", item);
		type("quantity", quantity);
		browser.findElement(By.id("place")).click();
	}

	private static void type(String field, String text) {
		WebElement input = browser.findElement(By.id(field));
		input.clear();
		input.sendKeys(text);
	}

	private static WebElement awaitOrder(String text, String state) {
		By order = By.xpath("//li[@class='order'][@data-state='%s'][contains(., '%s')]".formatted(state, text));
		// an order fades in, and what cannot be seen yet has no text
		return new WebDriverWait(browser, Duration.ofSeconds(20))
			.until(ExpectedConditions.visibilityOfElementLocated(order));
	}

	private static WebElement await(String selector) {
		return new WebDriverWait(browser, Duration.ofSeconds(20))
			.until(ExpectedConditions.visibilityOfElementLocated(By.cssSelector(selector)));
	}

	private static int brokerPort() {
		return application.getBean(JoltBroker.class).port();
	}

	private static void screenshot(String name) throws Exception {
		Path folder = Files.createDirectories(Path.of("target", "screenshots"));
		Files.write(folder.resolve(name + ".png"), Objects.requireNonNull(browser.getScreenshotAs(OutputType.BYTES)));
	}

}
