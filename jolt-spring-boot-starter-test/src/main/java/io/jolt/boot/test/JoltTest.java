package io.jolt.boot.test;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.test.autoconfigure.OverrideAutoConfiguration;
import org.springframework.boot.test.context.filter.annotation.TypeExcludeFilters;
import org.springframework.context.annotation.ComponentScan.Filter;
import org.springframework.core.annotation.AliasFor;
import org.springframework.test.context.BootstrapWith;
import org.springframework.test.context.junit.jupiter.SpringExtension;

/**
 * A test of only the application's Jolt listeners. It applies only the auto-configuration
 * for Jolt, Jackson and validation, and only components with listener methods, advice for
 * them, and those that configure them. There is no web server and no database. The broker
 * is that of {@link EmbeddedJolt @EmbeddedJolt}, which may be added to change its
 * settings. As with that annotation, the tests are skipped if they are processed ahead of
 * time.
 * <p>
 * The test must provide what a listener needs from the rest of the application, with
 * {@code @MockitoBean}, {@code @Import} or {@link #includeFilters()}. That includes
 * clients of interfaces: import the configuration that has {@code @ImportJoltServices},
 * and let a {@link JoltResponderStub} answer them, or replace the client by a mock.
 * <pre class="code">
 * &#064;JoltTest(OrderListener.class)
 * class OrderListenerTests {
 *
 *     &#064;MockitoBean
 *     OrderRepository orders;
 *
 *     &#064;Test
 *     void storesAnOrder(&#064;Autowired JoltTemplate template) {
 *         template.convertAndSend("orders.created", new Order("book", 2));
 *         verify(this.orders, timeout(5000)).save(new Order("book", 2));
 *     }
 *
 * }</pre>
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Documented
@Inherited
@BootstrapWith(JoltTestContextBootstrapper.class)
@ExtendWith(SpringExtension.class)
@OverrideAutoConfiguration(enabled = false)
@TypeExcludeFilters(JoltTypeExcludeFilter.class)
@ImportAutoConfiguration
@EmbeddedJolt
public @interface JoltTest {

	/**
	 * Alias for {@link #listeners()}.
	 * @return the listeners' classes
	 */
	@AliasFor("listeners")
	Class<?>[] value() default {};

	/**
	 * The classes under test, which have listener methods.
	 * @return the classes; empty for all components that listen
	 */
	@AliasFor("value")
	Class<?>[] listeners() default {};

	/**
	 * Properties in the form {@code name=value} that are added to the environment before
	 * the test runs.
	 * @return the properties
	 */
	String[] properties() default {};

	/**
	 * Whether to include listeners and the components that configure them by default.
	 * @return {@code false} to include only what {@link #includeFilters()} match
	 */
	boolean useDefaultFilters() default true;

	/**
	 * Filters that include components which would otherwise be excluded.
	 * @return the filters
	 */
	Filter[] includeFilters() default {};

	/**
	 * Filters that exclude components which would otherwise be included.
	 * @return the filters
	 */
	Filter[] excludeFilters() default {};

	/**
	 * Auto-configuration to exclude.
	 * @return the classes
	 */
	@AliasFor(annotation = ImportAutoConfiguration.class, attribute = "exclude")
	Class<?>[] excludeAutoConfiguration() default {};

}
