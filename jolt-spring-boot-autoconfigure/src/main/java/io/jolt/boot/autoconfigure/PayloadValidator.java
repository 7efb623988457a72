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
 * Finds the validator of payloads among an application's validators, of which some may
 * validate a single class or web requests. It is the only or preferred one, or else,
 * among several, that of Bean Validation.
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
	 * @return the validator, or {@code null} if none qualifies; a listener that requires
	 * validation then makes start-up fail
	 * @throws AmbiguousJoltBeanException if several of Bean Validation qualify
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
					+ " none is preferred, and none is a Bean Validation validator. Mark the one to use with "
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
