package io.jolt.client.internal.session;

import java.net.URL;
import java.net.URLClassLoader;
import java.util.concurrent.CompletableFuture;

import io.jolt.client.testing.LeakCheck;
import io.jolt.client.testing.ScriptedBroker;
import io.jolt.client.testing.ScriptedConnection;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Which classes a listener finds, whichever thread happens to start its own.
 */
@ExtendWith(LeakCheck.class)
@Timeout(30)
class ListenerClassLoaderTests {

	private final ClassLoader testLoader = Thread.currentThread().getContextClassLoader();

	@AfterEach
	void goBack() {
		Thread.currentThread().setContextClassLoader(this.testLoader);
	}

	@Test
	void aListenerFindsTheClassesOfWhoeverHasBuiltTheClient() {
		ClassLoader application = new URLClassLoader(new URL[0], this.testLoader);
		CompletableFuture<ClassLoader> shared = new CompletableFuture<>();
		CompletableFuture<ClassLoader> own = new CompletableFuture<>();
		try (ScriptedBroker broker = ScriptedBroker.start()) {
			Thread.currentThread().setContextClassLoader(application);
			try (DefaultJoltClient client = ClientTestSupport.client(broker)) {
				Thread.currentThread().setContextClassLoader(this.testLoader);
				client.start();
				ScriptedConnection connection = ClientTestSupport.acceptHello(broker);
				client.subscribe("a", (message) -> shared.complete(Thread.currentThread().getContextClassLoader()));
				connection.expectOp("sub");
				connection.sendTogether(ClientTestSupport.OK, "{\"topic\":\"a\",\"data\":\"1\"}");
				assertThat(shared.join()).isSameAs(application);
				client.subscribe(ClientTestSupport.blocking("b"),
						(message) -> own.complete(Thread.currentThread().getContextClassLoader()));
				ScriptedConnection second = broker.accept();
				second.expectOp("sub");
				second.sendTogether(ClientTestSupport.OK, "{\"topic\":\"b\",\"data\":\"1\"}");
				assertThat(own.join()).isSameAs(application);
			}
		}
	}

}
