package io.jolt.spring.service;

import org.jspecify.annotations.Nullable;

import org.springframework.core.MethodParameter;

/**
 * Puts an argument of an interface's method into the message that is sent.
 * Implementations must be safe for use by several threads.
 */
public interface JoltServiceArgumentResolver {

	/**
	 * Whether this resolver is for a parameter. Asked when the client is made.
	 * @param parameter the parameter
	 * @return {@code true} if it is, {@code false} to leave it to the other resolvers
	 */
	boolean supportsParameter(MethodParameter parameter);

	/**
	 * Puts an argument into the message. An exception reaches the caller.
	 * @param argument the argument
	 * @param parameter its parameter
	 * @param request what is sent
	 */
	void resolve(@Nullable Object argument, MethodParameter parameter, JoltServiceRequest request);

}
