package io.jolt.sample;

import io.jolt.client.JoltException;
import io.jolt.client.JoltReplyErrorException;
import jakarta.validation.Valid;
import reactor.core.publisher.Flux;

import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * Passes the page's questions on to a warehouse.
 */
@RestController
@RequestMapping("/api/warehouse")
class WarehouseController {

	private final WarehouseClient warehouse;

	WarehouseController(WarehouseClient warehouse) {
		this.warehouse = warehouse;
	}

	@GetMapping("/quote")
	Quote quote(@Valid QuoteRequest request) {
		return this.warehouse.quote(request);
	}

	// for as long as the page is open: when it goes, the call is cancelled
	@GetMapping(path = "/packing", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
	Flux<PackingStep> packing(@Valid Order order) {
		return this.warehouse.packing(order);
	}

	@ExceptionHandler
	ProblemDetail refused(JoltReplyErrorException ex) {
		return ProblemDetail.forStatusAndDetail(HttpStatus.CONFLICT, ex.text());
	}

	@ExceptionHandler
	ProblemDetail notAnswered(JoltException ex) {
		return ProblemDetail.forStatusAndDetail(HttpStatus.SERVICE_UNAVAILABLE,
				"The warehouse does not answer. Please ask again.");
	}

}
