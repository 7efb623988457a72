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
 * A test of the application's Jolt listeners and nothing else: of its auto-configuration
 * only that of Jolt, Jackson and validation takes part, and of its components those with
 * listener methods, advice for them, and what configures them. There is neither a web
 * server nor a database. The broker is that of {@link EmbeddedJolt @EmbeddedJolt}, which
 * may be given beside this annotation to change its settings; as with that, the tests are
 * skipped where they are processed ahead of time.
 * <p>
 * What a listener needs of the rest of the application is for the test to provide, with
 * {@code @MockitoBean}, {@code @Import} or {@link #includeFilters()}. <pre class="code">
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
	 * Alias of {@link #listeners()}.
	 * @return the listeners' classes
	 */
	@AliasFor("listeners")
	Class<?>[] value() default {};

	/**
	 * The classes with listener methods that are under test.
	 * @return the classes; none for every component that listens
	 */
	@AliasFor("value")
	Class<?>[] listeners() default {};

	/**
	 * Properties in the form {@code name=value} that the environment gets before the test
	 * runs.
	 * @return the properties
	 */
	String[] properties() default {};

	/**
	 * Whether listeners and what configures them are found by default.
	 * @return {@code false} for only what {@link #includeFilters()} let in
	 */
	boolean useDefaultFilters() default true;

	/**
	 * Lets components in that would otherwise stay out.
	 * @return the filters
	 */
	Filter[] includeFilters() default {};

	/**
	 * Keeps components out that would otherwise come in.
	 * @return the filters
	 */
	Filter[] excludeFilters() default {};

	/**
	 * Auto-configuration that is to stay out.
	 * @return the classes
	 */
	@AliasFor(annotation = ImportAutoConfiguration.class, attribute = "exclude")
	Class<?>[] excludeAutoConfiguration() default {};

}
