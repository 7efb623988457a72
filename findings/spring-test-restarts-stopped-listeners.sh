#!/usr/bin/env bash
# Library: spring-test 7.0.9 with spring-context 7.0.9
# Behaviour: A cached test context is paused while another one is used, and restarted for the next test class
# that shares it. The restart does not bring back what the pause found: a listener container that a test had
# stopped runs again, and one without autoStartup that a test had started does not.
# Expected: Pause and restart are one pair: what was running runs again, what was stopped stays stopped.
# Seen:
#   first class, at its end: automatic runs false, manual runs true
#   second class, another context: automatic runs false, manual runs false
#   third class, the first one's context true: automatic runs true, manual runs false
# Exit status: 0 while it is so, 1 if it has changed, 2 if it could not be tried.
set -euo pipefail

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

cat > pom.xml <<'XML'
<project>
	<modelVersion>4.0.0</modelVersion>
	<groupId>findings</groupId>
	<artifactId>finding</artifactId>
	<version>1</version>
	<dependencies>
		<dependency>
			<groupId>org.springframework</groupId>
			<artifactId>spring-test</artifactId>
			<version>7.0.9</version>
		</dependency>
		<dependency>
			<groupId>org.springframework</groupId>
			<artifactId>spring-context</artifactId>
			<version>7.0.9</version>
		</dependency>
	</dependencies>
</project>
XML
mvn -q -B org.apache.maven.plugins:maven-dependency-plugin:3.10.0:copy-dependencies -DoutputDirectory=lib > mvn.log 2>&1 ||
	{ cat mvn.log; exit 2; }

cat > Finding.java <<'JAVA'
import org.springframework.context.ApplicationContext;
import org.springframework.context.SmartLifecycle;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.test.context.ContextConfiguration;
import org.springframework.test.context.TestContextManager;

public class Finding {

	/** What a container of listeners is to the context. */
	static class Container implements SmartLifecycle {

		private final boolean autoStartup;

		private volatile boolean running;

		Container(boolean autoStartup) {
			this.autoStartup = autoStartup;
		}

		@Override
		public void start() {
			this.running = true;
		}

		@Override
		public void stop() {
			this.running = false;
		}

		@Override
		public boolean isRunning() {
			return this.running;
		}

		@Override
		public boolean isAutoStartup() {
			return this.autoStartup;
		}

	}

	@Configuration
	static class Listeners {

		@Bean
		Container automatic() {
			return new Container(true);
		}

		@Bean
		Container manual() {
			return new Container(false);
		}

	}

	@Configuration
	static class NoListeners {

	}

	@ContextConfiguration(classes = Listeners.class)
	static class FirstTests {

	}

	@ContextConfiguration(classes = NoListeners.class)
	static class SecondTests {

	}

	@ContextConfiguration(classes = Listeners.class)
	static class ThirdTests {

	}

	static TestContextManager begin(Class<?> tests) throws Exception {
		var manager = new TestContextManager(tests);
		manager.beforeTestClass();
		manager.getTestContext().getApplicationContext();
		return manager;
	}

	static ApplicationContext contextOf(TestContextManager manager) {
		return manager.getTestContext().getApplicationContext();
	}

	public static void main(String[] args) throws Exception {
		var first = begin(FirstTests.class);
		var context = contextOf(first);
		var automatic = context.getBean("automatic", Container.class);
		var manual = context.getBean("manual", Container.class);
		automatic.stop();
		manual.start();
		System.out.println("first class, at its end: automatic runs " + automatic.running + ", manual runs " + manual.running);
		first.afterTestClass();

		var second = begin(SecondTests.class);
		System.out.println("second class, another context: automatic runs " + automatic.running + ", manual runs " + manual.running);
		second.afterTestClass();

		var third = begin(ThirdTests.class);
		boolean same = contextOf(third) == context;
		System.out.println("third class, the first one's context " + same + ": automatic runs " + automatic.running + ", manual runs " + manual.running);
		third.afterTestClass();
		System.exit(same && automatic.running && !manual.running ? 0 : 1);
	}

}
JAVA
java -cp 'lib/*' Finding.java 2> java.log || { status=$?; cat java.log; exit "$status"; }
