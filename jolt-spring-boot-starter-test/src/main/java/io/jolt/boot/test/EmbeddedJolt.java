package io.jolt.boot.test;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

import org.junit.jupiter.api.extension.ExtendWith;

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
 *         assertThat(captor.await("orders.created", 1, Duration.ofSeconds(5))).hasSize(1);
 *     }
 *
 * }</pre>
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Documented
@Inherited
@ExtendWith(EmbeddedJoltParameterResolver.class)
public @interface EmbeddedJolt {

}
