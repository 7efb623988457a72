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
 * Gives the application context of a test class a broker of its own, on a free port of
 * the loopback interface. The application connects to it whatever its own {@code jolt.*}
 * properties say of the broker, and starts no other. The broker lives and ends with its
 * context.
 * <p>
 * The context then has a {@code JoltBroker} and a {@link JoltMessageCaptor}; test methods
 * may have parameters of these types. <pre class="code">
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
 * context is closed, also after the context was paused. These properties of the
 * environment say where, and may be used in any other, those of {@link #properties()} for
 * example: {@value #URL_PROPERTY}, {@value #HOST_PROPERTY}, {@value #PORT_PROPERTY}, and
 * where there is security the application's {@value #USERNAME_PROPERTY} and
 * {@value #PASSWORD_PROPERTY}.
 * <p>
 * Test classes with the same settings share the context, and with it the broker and the
 * captor, as with every other part of a test's configuration; nested classes have those
 * of their enclosing class unless they have an annotation of their own. A class annotated
 * with {@code @DirtiesContext} leaves its broker to nobody else. Test classes may run in
 * parallel: see {@link JoltMessageCaptor} for what those see that share a context. A test
 * class without an application context has a broker and a captor of its own as parameters
 * of its methods.
 * <p>
 * A broker that already runs cannot be processed ahead of time: where the tests are
 * ({@code process-test-aot}, or in a native image), those of the annotated classes are
 * passed over and skipped.
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
	 * The property with the name of the user that the application's default connection
	 * is.
	 */
	String USERNAME_PROPERTY = "jolt.test.broker.username";

	/**
	 * The property with the password of the user that the application's default
	 * connection is.
	 */
	String PASSWORD_PROPERTY = "jolt.test.broker.password";

	/**
	 * The port to listen on.
	 * @return the port; 0 for a free one
	 */
	int port() default 0;

	/**
	 * Whether the broker asks who is there, also without {@link #users()}; the
	 * application then is a user who may do everything.
	 * @return whether security is on; with users it is in any case
	 */
	boolean security() default false;

	/**
	 * Who may use the broker, which switches security on.
	 * @return the users
	 */
	User[] users() default {};

	/**
	 * Which of the {@link #users()} the application is. If none is named, the application
	 * connects with its own {@code jolt.username} and {@code jolt.password}, as it would
	 * in production, or where these are not set, as the first of the users.
	 * @return the user's name, which may have placeholders
	 */
	String username() default "";

	/**
	 * Properties that the application context gets, in the form {@code name=value}; the
	 * values may have placeholders, for example
	 * {@code "app.broker=${jolt.test.broker.url}"}.
	 * @return the properties
	 */
	String[] properties() default {};

	/**
	 * Which of the application's connections lead to the broker, by their names;
	 * {@code default} is that of {@code jolt.*} itself.
	 * @return the names; none for every connection that the application has
	 */
	String[] connections() default {};

	/**
	 * What else to set up of the broker, its limits for example. Each is made with its
	 * constructor without parameters.
	 * @return the customizers, which are called in their order and before port and users
	 * are set
	 */
	Class<? extends JoltBrokerBuilderCustomizer>[] customizers() default {};

	/**
	 * Who may use the broker. All attributes may have placeholders.
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
		 * What the user may do: {@code publish:<topic or pattern>},
		 * {@code subscribe:<topic or pattern>} or {@code admin}.
		 * @return the permissions; everything by default
		 */
		String[] permissions() default "admin";

	}

}
