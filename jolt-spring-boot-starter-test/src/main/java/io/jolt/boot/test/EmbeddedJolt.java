package io.jolt.boot.test;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

import io.jolt.boot.autoconfigure.JoltBrokerBuilderCustomizer;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.test.context.aot.DisabledInAotMode;

/**
 * Gives the application context of a test class its own broker, on a free port of the
 * loopback interface. The application connects to it, whatever its {@code jolt.*}
 * properties say about the broker, and starts no other. The broker is stopped with its
 * context.
 * <p>
 * The context then has a {@code JoltBroker}, a {@link JoltMessageCaptor} and a
 * {@link JoltResponderStub}; test methods may have parameters of these types.
 * <pre class="code">
 * &#064;SpringBootTest
 * &#064;EmbeddedJolt
 * class OrderTests {
 *
 *     &#064;Test
 *     void announcesAnOrder(&#064;Autowired OrderService orders, JoltMessageCaptor captor) {
 *         orders.place("book", 2);
 *         assertThat(captor.await("orders.created", Order.class, 1)).containsExactly(new Order("book", 2));
 *     }
 *
 * }</pre>
 * <p>
 * The broker listens before the context is refreshed, and on the same port until the
 * context is closed, also after the context was paused. These environment properties say
 * where. Other properties may refer to them, for example those of {@link #properties()}:
 * {@value #URL_PROPERTY}, {@value #HOST_PROPERTY}, {@value #PORT_PROPERTY}, and with
 * security the application's {@value #USERNAME_PROPERTY} and {@value #PASSWORD_PROPERTY}.
 * <p>
 * Test classes with the same settings share the context, and with it the broker and the
 * captor, as with every other part of a test's configuration. Nested classes use those of
 * their enclosing class unless they have their own annotation. A class annotated with
 * {@code @DirtiesContext} does not leave its broker to others. Test classes may run in
 * parallel: {@link JoltMessageCaptor} says what each sees if they share a context. A test
 * class without an application context gets its own broker, captor and responder as
 * parameters of its methods.
 * <p>
 * A running broker cannot be processed ahead of time: the annotated classes are left out
 * of ahead-of-time processing ({@code process-test-aot}), and their tests are skipped
 * there and in a native image.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Documented
@Inherited
@ExtendWith(EmbeddedJoltParameterResolver.class)
@DisabledInAotMode("The broker of @EmbeddedJolt is made at run time")
public @interface EmbeddedJolt {

	/**
	 * The property with the broker's URL, without user and password.
	 */
	String URL_PROPERTY = "jolt.test.broker.url";

	/**
	 * The property with the broker's host.
	 */
	String HOST_PROPERTY = "jolt.test.broker.host";

	/**
	 * The property with the broker's port.
	 */
	String PORT_PROPERTY = "jolt.test.broker.port";

	/**
	 * The property with the user name of the application's default connection.
	 */
	String USERNAME_PROPERTY = "jolt.test.broker.username";

	/**
	 * The property with the password of the application's default connection.
	 */
	String PASSWORD_PROPERTY = "jolt.test.broker.password";

	/**
	 * The port to listen on.
	 * @return the port; 0 for a free one
	 */
	int port() default 0;

	/**
	 * Whether the broker requires credentials even without {@link #users()}; the
	 * application is then a user with all permissions.
	 * @return whether security is on; with users it always is
	 */
	boolean security() default false;

	/**
	 * The users of the broker, which enable security.
	 * @return the users
	 */
	User[] users() default {};

	/**
	 * The one of the {@link #users()} as which the application connects. By default it
	 * connects with its own {@code jolt.username} and {@code jolt.password}, as in
	 * production, or if these are not set, as the first user.
	 * @return the user's name, which may contain placeholders
	 */
	String username() default "";

	/**
	 * Properties that are added to the application context, in the form
	 * {@code name=value}; the values may contain placeholders, for example
	 * {@code "app.broker=${jolt.test.broker.url}"}.
	 * @return the properties
	 */
	String[] properties() default {};

	/**
	 * The names of the connections that lead to the broker; {@code default} is the one
	 * that {@code jolt.*} configures.
	 * @return the names; empty for all of the application's connections
	 */
	String[] connections() default {};

	/**
	 * Customizers for other settings of the broker, for example its limits. Each is
	 * created with its no-argument constructor.
	 * @return the customizers, which are called in order, before port and users are set
	 */
	Class<? extends JoltBrokerBuilderCustomizer>[] customizers() default {};

	/**
	 * A user of the broker. All attributes may contain placeholders.
	 */
	@Target({})
	@Retention(RetentionPolicy.RUNTIME)
	@interface User {

		/**
		 * The user's name.
		 * @return the name
		 */
		String name();

		/**
		 * The user's password.
		 * @return the password
		 */
		String password();

		/**
		 * The user's permissions: {@code publish:<topic or pattern>},
		 * {@code subscribe:<topic or pattern>} or {@code admin}.
		 * @return the permissions; everything by default
		 */
		String[] permissions() default "admin";

	}

}
