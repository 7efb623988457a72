package io.jolt.integration.sample;

import io.jolt.integration.tools.Tool;
import io.jolt.integration.tools.Tools;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;

/**
 * Starts the Chromium that is installed. Driver and browser are named, so that nothing is
 * looked up or downloaded, and the browser itself talks to nobody but the tested page.
 */
final class Browser {

	private Browser() {
	}

	static ChromeDriver start() {
		ChromeOptions options = new ChromeOptions();
		options.setBinary(Tools.executable("chromium").toString());
		options.addArguments("--headless=new", "--no-sandbox", "--disable-dev-shm-usage", "--disable-gpu",
				"--disable-quic", "--no-first-run", "--no-default-browser-check", "--disable-background-networking",
				"--disable-component-update", "--disable-sync", "--disable-extensions", "--disable-default-apps",
				"--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE localhost", "--window-size=1280,900");
		ChromeDriverService service = new ChromeDriverService.Builder()
			.usingDriverExecutable(Tool.BROWSER.path().toFile())
			.usingAnyFreePort()
			.build();
		return new ChromeDriver(service, options);
	}

}
