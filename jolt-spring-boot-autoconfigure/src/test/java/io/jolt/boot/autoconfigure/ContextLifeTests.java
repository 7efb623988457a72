package io.jolt.boot.autoconfigure;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

import io.jolt.broker.JoltBroker;
import io.jolt.client.JoltClient;
import io.jolt.client.tcp.JoltClientBuilder;
import io.jolt.spring.annotation.EnableJolt;
import io.jolt.spring.annotation.JoltListener;
import io.jolt.spring.config.JoltListenerConfigurer;
import io.jolt.spring.config.JoltListenerEndpointRegistry;
import io.jolt.spring.config.SimpleJoltListenerEndpoint;
import io.jolt.spring.core.JoltTemplate;
import io.jolt.testing.ThreadSnapshot;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.OverridingClassLoader;
import org.springframework.mock.web.MockServletContext;
import org.springframework.test.context.support.TestPropertySourceUtils;
import org.springframework.web.context.support.AnnotationConfigWebApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What contexts go through: stop and start around a checkpoint, a second refresh, parents
 * and children, restarts with another class loader. Whatever it is, each message is
 * handled once by each listener, and nothing is left in the end.
 */
@Timeout(60)
class ContextLifeTests {

	private final ThreadSnapshot threads = ThreadSnapshot.take();

	private final JoltBroker broker = JoltBroker.builder().port(0).start();

	@AfterEach
	void nothingIsLeft() {
		assertGone();
		this.broker.close();
		this.threads.assertNothingLeft();
	}

	@Test
	void betweenStopAndStartNoSocketIsOpenAndAfterwardsAllIsAsItWas() throws Exception {
		try (ConfigurableApplicationContext context = run(builder(Listeners.class))) {
			JoltListenerEndpointRegistry registry = context.getBean(JoltListenerEndpointRegistry.class);
			registry.stop("stopped");
			registry.start("started");
			ThreadSnapshot running = ThreadSnapshot.take();
			for (int i = 0; i < 3; i++) {
				context.stop();
				assertGone();
				assertThat(Thread.getAllStackTraces().keySet())
					.noneMatch((thread) -> thread.getName().startsWith("jolt-listener"));
				publish("while it is stopped");
				context.start();
				assertThat(List.of("auto", "stopped", "started", "manual")).filteredOn(registry::isRunning)
					.containsExactly("auto", "started");
				assertThat(this.broker.subscriptions()).isEqualTo(2);
				publish("round " + i);
				assertThat(context.getBean(Listeners.class).next(2)).containsExactlyInAnyOrder("auto: round " + i,
						"started: round " + i);
			}
			context.stop();
			running.assertNothingLeft();
			context.start();
		}
	}

	@Test
	void anEmbeddedBrokerGivesItsSocketsUpWhileTheContextIsStopped() throws Exception {
		Assumptions.assumeTrue(Files.isDirectory(Path.of("/proc/self/fd")), "sockets can be counted");
		// what the JDK opens once and for all
		run(builder(Listeners.class), "jolt.embedded.enabled=true", "jolt.embedded.port=0").close();
		assertGone();
		long before = openSockets();
		try (ConfigurableApplicationContext context = run(builder(Listeners.class), "jolt.embedded.enabled=true",
				"jolt.embedded.port=0")) {
			assertThat(openSockets()).isGreaterThan(before);
			for (int i = 0; i < 2; i++) {
				context.stop();
				Awaitility.await().untilAsserted(() -> assertThat(openSockets()).isEqualTo(before));
				context.start();
				context.getBean(JoltTemplate.class).convertAndSend("texts", "hello");
				assertThat(context.getBean(Listeners.class).next(1)).containsExactly("auto: hello");
			}
		}
		Awaitility.await().untilAsserted(() -> assertThat(openSockets()).isEqualTo(before));
	}

	@Test
	void aContextThatIsRefreshedAgainHasItsListenersOnce() throws Exception {
		try (AnnotationConfigWebApplicationContext context = new AnnotationConfigWebApplicationContext()) {
			TestPropertySourceUtils.addInlinedPropertiesToEnvironment(context, "jolt.host=127.0.0.1",
					"jolt.port=" + this.broker.port());
			context.setServletContext(new MockServletContext());
			context.register(Listeners.class);
			for (int i = 0; i < 3; i++) {
				context.refresh();
				Awaitility.await().until(() -> this.broker.subscriptions() == 2 && this.broker.connections() == 3);
				publish("round " + i);
				assertThat(context.getBean(Listeners.class).next(1)).containsExactly("auto: round " + i);
				assertThat(context.getBean(Listeners.class).received).isEmpty();
			}
		}
	}

	@Test
	void aChildsListenersAndItsParentsAreTheirOwn() throws Exception {
		try (ConfigurableApplicationContext parent = run(builder(ParentListener.class))) {
			for (int i = 0; i < 2; i++) {
				SpringApplicationBuilder builder = builder(ChildListener.class).parent(parent);
				try (ConfigurableApplicationContext child = run(builder)) {
					assertThat(child.getBean(JoltClient.class)).isSameAs(parent.getBean(JoltClient.class));
					assertThat(ids(parent)).containsExactlyInAnyOrder("parent", "programmatic");
					assertThat(ids(child)).containsExactly("child");
					assertThat(this.broker.subscriptions()).isEqualTo(3);
					publish("to both");
					assertThat(parent.getBean(ParentListener.class).next(2))
						.containsExactlyInAnyOrder("parent: to both", "programmatic: to both");
					assertThat(child.getBean(ChildListener.class).next(1)).containsExactly("child: to both");
				}
				Awaitility.await().until(() -> this.broker.subscriptions() == 2);
				publish("to the parent");
				assertThat(parent.getBean(ParentListener.class).next(2))
					.containsExactlyInAnyOrder("parent: to the parent", "programmatic: to the parent");
			}
			assertThat(parent.getBean(ParentListener.class).received).isEmpty();
		}
	}

	@Test
	void aChildMayUseTheContainerFactoryOfItsParent() throws Exception {
		try (ConfigurableApplicationContext parent = run(builder(ParentListener.class));
				ConfigurableApplicationContext child = run(
						new SpringApplicationBuilder(PlainChild.class).web(WebApplicationType.NONE)
							.registerShutdownHook(false)
							.parent(parent))) {
			assertThat(ids(child)).containsExactly("child");
			publish("hello");
			assertThat(child.getBean(PlainChild.class).next(1)).containsExactly("child: hello");
			assertThat(parent.getBean(ParentListener.class).next(2)).hasSize(2);
		}
	}

	@Test
	void aRestartWithAnotherClassLoaderLeavesNothingOfTheFirst() throws Exception {
		int port = freePort();
		for (int i = 0; i < 3; i++) {
			ThreadSnapshot before = ThreadSnapshot.take();
			ClassLoader classLoader = new ReloadingClassLoader();
			Class<?> reloaded = classLoader.loadClass(Listeners.class.getName());
			assertThat(reloaded).isNotSameAs(Listeners.class);
			Thread.currentThread().setContextClassLoader(classLoader);
			try (ConfigurableApplicationContext context = run(builder(reloaded), "jolt.embedded.enabled=true",
					"jolt.embedded.port=" + port)) {
				JoltBroker own = context.getBean(JoltBroker.class);
				assertThat(own.port()).isEqualTo(port);
				// one for the client, and one for each listener that may block
				assertThat(own.connections()).isEqualTo(3);
				assertThat(own.subscriptions()).isEqualTo(2);
			}
			finally {
				Thread.currentThread().setContextClassLoader(ContextLifeTests.class.getClassLoader());
			}
			before.assertNothingLeft();
			new ServerSocket(port, 1, InetAddress.getLoopbackAddress()).close();
		}
	}

	private void assertGone() {
		Awaitility.await().untilAsserted(() -> {
			assertThat(this.broker.connections()).isZero();
			assertThat(this.broker.subscriptions()).isZero();
		});
	}

	private void publish(String text) {
		try (JoltClient outsider = JoltClientBuilder.create().address("127.0.0.1", this.broker.port()).build()) {
			outsider.connect();
			outsider.publish("texts", text).join();
		}
	}

	private static Iterable<String> ids(ConfigurableApplicationContext context) {
		return context.getBean(JoltListenerEndpointRegistry.class).getListenerContainerIds();
	}

	private static SpringApplicationBuilder builder(Class<?> source) {
		return new SpringApplicationBuilder(source).web(WebApplicationType.NONE).registerShutdownHook(false);
	}

	private ConfigurableApplicationContext run(SpringApplicationBuilder builder, String... properties) {
		String[] arguments = new String[properties.length + 3];
		arguments[0] = "--jolt.host=127.0.0.1";
		arguments[1] = "--jolt.port=" + this.broker.port();
		arguments[2] = "--jolt.startup=fail";
		for (int i = 0; i < properties.length; i++) {
			arguments[i + 3] = "--" + properties[i];
		}
		return builder.run(arguments);
	}

	private static int freePort() throws IOException {
		try (ServerSocket socket = new ServerSocket(0)) {
			return socket.getLocalPort();
		}
	}

	private static long openSockets() {
		long sockets = 0;
		try (DirectoryStream<Path> descriptors = Files.newDirectoryStream(Path.of("/proc/self/fd"))) {
			for (Path descriptor : descriptors) {
				if (isSocket(descriptor)) {
					sockets++;
				}
			}
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		return sockets;
	}

	private static boolean isSocket(Path descriptor) {
		try {
			return Files.readSymbolicLink(descriptor).toString().startsWith("socket:");
		}
		catch (IOException ex) {
			// closed meanwhile
			return false;
		}
	}

	/**
	 * Loads the application's classes itself, as a restart of DevTools does.
	 */
	private static final class ReloadingClassLoader extends OverridingClassLoader {

		ReloadingClassLoader() {
			super(ContextLifeTests.class.getClassLoader());
		}

		@Override
		protected boolean isEligibleForOverriding(String className) {
			return className.startsWith(ContextLifeTests.class.getName() + "$");
		}

	}

	static class Received {

		final BlockingQueue<String> received = new LinkedBlockingQueue<>();

		List<String> next(int count) throws InterruptedException {
			List<String> texts = new ArrayList<>();
			for (int i = 0; i < count; i++) {
				texts.add(Objects.requireNonNull(this.received.poll(10, TimeUnit.SECONDS), "nothing came"));
			}
			return texts;
		}

	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class Listeners extends Received {

		@JoltListener(id = "auto", topics = "texts")
		void auto(String text) {
			this.received.add("auto: " + text);
		}

		@JoltListener(id = "stopped", topics = "texts.stopped")
		void stopped(String text) {
			this.received.add("stopped: " + text);
		}

		@JoltListener(id = "started", topics = "texts", autoStartup = "false")
		void started(String text) {
			this.received.add("started: " + text);
		}

		@JoltListener(id = "manual", topics = "texts", autoStartup = "false")
		void manual(String text) {
			this.received.add("manual: " + text);
		}

	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class ParentListener extends Received {

		@JoltListener(id = "parent", topics = "texts")
		void receive(String text) {
			this.received.add("parent: " + text);
		}

		@Bean
		JoltListenerConfigurer programmatic() {
			SimpleJoltListenerEndpoint endpoint = new SimpleJoltListenerEndpoint("programmatic",
					(message) -> this.received.add("programmatic: " + message.data()));
			endpoint.setTopics(List.of("texts"));
			return (registrar) -> registrar.registerEndpoint(endpoint);
		}

	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class ChildListener extends Received {

		@JoltListener(id = "child", topics = "texts")
		void receive(String text) {
			this.received.add("child: " + text);
		}

	}

	@Configuration(proxyBeanMethods = false)
	@EnableJolt
	static class PlainChild extends Received {

		@JoltListener(id = "child", topics = "texts")
		void receive(String text) {
			this.received.add("child: " + text);
		}

	}

}
