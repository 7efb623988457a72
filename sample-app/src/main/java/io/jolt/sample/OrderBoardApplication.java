package io.jolt.sample;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.scheduling.annotation.EnableScheduling;

/**
 * An order board: orders are placed on a web page or by any client of the broker,
 * accepted or rejected by a listener, and shown live.
 */
@SpringBootApplication
@EnableScheduling
public class OrderBoardApplication {

	/**
	 * Starts the application.
	 * @param args the command line, which may set any property
	 */
	public static void main(String[] args) {
		SpringApplication.run(OrderBoardApplication.class, args);
	}

}
