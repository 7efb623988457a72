package io.jolt.spring.config;

import org.springframework.context.SmartLifecycle;

/**
 * A component that has to run before the clients of an application context, such as a
 * broker inside the application. Its phase must be below theirs. If a client is used
 * earlier, while the context is still starting, all beans of this type are started first,
 * in the order of their phases, on the thread that uses the client.
 */
public interface JoltClientPrerequisite extends SmartLifecycle {

}
