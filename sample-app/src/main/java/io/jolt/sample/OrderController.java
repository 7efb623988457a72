package io.jolt.sample;

import java.util.LinkedHashMap;
import java.util.Map;

import io.jolt.spring.core.JoltOperations;
import jakarta.validation.Valid;

import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.messaging.MessagingException;
import org.springframework.validation.FieldError;
import org.springframework.web.bind.MethodArgumentNotValidException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/**
 * Receives orders and publishes them. A listener decides on them.
 */
@RestController
@RequestMapping("/api/orders")
class OrderController {

	private final JoltOperations jolt;

	OrderController(JoltOperations jolt) {
		this.jolt = jolt;
	}

	@PostMapping
	@ResponseStatus(HttpStatus.ACCEPTED)
	Order place(@Valid @RequestBody NewOrder request) {
		Order order = request.place();
		this.jolt.convertAndSend(OrderTopics.CREATED, order);
		return order;
	}

	@ExceptionHandler
	ProblemDetail invalid(MethodArgumentNotValidException ex) {
		Map<String, String> errors = new LinkedHashMap<>();
		for (FieldError error : ex.getFieldErrors()) {
			errors.putIfAbsent(error.getField(), String.valueOf(error.getDefaultMessage()));
		}
		ProblemDetail problem = ProblemDetail.forStatusAndDetail(HttpStatus.BAD_REQUEST, "Please correct the order.");
		problem.setProperty("errors", errors);
		return problem;
	}

	@ExceptionHandler
	ProblemDetail notPublished(MessagingException ex) {
		return ProblemDetail.forStatusAndDetail(HttpStatus.SERVICE_UNAVAILABLE,
				"The order could not be published. Please try again.");
	}

}
