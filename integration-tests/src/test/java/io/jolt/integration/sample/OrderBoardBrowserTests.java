package io.jolt.integration.sample;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import java.util.UUID;

import io.jolt.broker.JoltBroker;
import io.jolt.integration.tools.OfficialClient;
import io.jolt.integration.tools.Requires;
import io.jolt.integration.tools.Tool;
import io.jolt.sample.OrderBoardApplication;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
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
		browser.get("http://localhost:" + application.getEnvironment().getProperty("local.server.port") + "/");
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
