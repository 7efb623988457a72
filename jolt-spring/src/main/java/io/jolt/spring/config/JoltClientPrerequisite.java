package io.jolt.spring.config;

import org.springframework.context.SmartLifecycle;

/**
 * What has to run before the clients of an application context do, such as a broker
 * inside the application. It has a phase below theirs; and when a client is used before
 * that, while the context is still starting, all beans of this type are started first, in
 * the order of their phases, on the thread that uses the client.
 */
public interface JoltClientPrerequisite extends SmartLifecycle {

}
