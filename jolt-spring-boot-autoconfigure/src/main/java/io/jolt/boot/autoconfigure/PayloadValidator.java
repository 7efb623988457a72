package io.jolt.boot.autoconfigure;

import java.util.Arrays;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.util.ClassUtils;
import org.springframework.validation.Validator;
import org.springframework.validation.beanvalidation.SpringValidatorAdapter;

/**
 * Finds what validates payloads among an application's validators. Some of them validate
 * one class, or the web's requests, and have nothing to do with payloads. So one that is
 * alone or preferred is used, and among several the one of Bean Validation.
 */
final class PayloadValidator implements Supplier<@Nullable Validator> {

	private static final Log logger = LogFactory.getLog(PayloadValidator.class);

	private static final boolean BEAN_VALIDATION = ClassUtils.isPresent("jakarta.validation.Validator",
			PayloadValidator.class.getClassLoader());

	private final ObjectProvider<Validator> validators;

	private final ConfigurableListableBeanFactory beanFactory;

	// once, not for each connection
	private final AtomicBoolean told = new AtomicBoolean();

	PayloadValidator(ObjectProvider<Validator> validators, ConfigurableListableBeanFactory beanFactory) {
		this.validators = validators;
		this.beanFactory = beanFactory;
	}

	/**
	 * Finds the validator.
	 * @return the validator, or {@code null} if there is none that could be meant; then a
	 * listener that demands to validate ends start-up
	 * @throws AmbiguousJoltBeanException if several of Bean Validation could be meant
	 */
	@Override
	public @Nullable Validator get() {
		Validator validator = this.validators.getIfUnique();
		if (validator == null && BEAN_VALIDATION) {
			validator = BeanValidation.find(this.beanFactory);
		}
		if (validator == null) {
			tell(this.beanFactory.getBeanNamesForType(Validator.class));
		}
		return validator;
	}

	private void tell(String[] others) {
		if (others.length > 1 && this.told.compareAndSet(false, true)) {
			logger.info("Payloads of Jolt messages are not validated: of the validators " + Arrays.toString(others)
					+ " none is preferred, and none is of Bean Validation. Mark the one that validates payloads with "
					+ "@Primary, or add spring-boot-starter-validation");
		}
	}

	/**
	 * Loaded only where Bean Validation is on the class path.
	 */
	private static final class BeanValidation {

		static @Nullable Validator find(ConfigurableListableBeanFactory beanFactory) {
			jakarta.validation.Validator found = UniqueBean.find(
					beanFactory.getBeanProvider(jakarta.validation.Validator.class),
					"declare only one of them as a bean");
			if (found == null || found instanceof Validator) {
				return (Validator) found;
			}
			return new SpringValidatorAdapter(found);
		}

	}

}
