package io.jolt.boot.autoconfigure;

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
final class PayloadValidator {

	private static final boolean BEAN_VALIDATION = ClassUtils.isPresent("jakarta.validation.Validator",
			PayloadValidator.class.getClassLoader());

	private PayloadValidator() {
	}

	/**
	 * Finds the validator.
	 * @param validators the application's validators
	 * @param beanFactory has those of Bean Validation
	 * @return the validator, or {@code null} if there is none that could be meant; then a
	 * listener that demands to validate ends start-up
	 * @throws AmbiguousJoltBeanException if several of Bean Validation could be meant
	 */
	static @Nullable Validator find(ObjectProvider<Validator> validators, ConfigurableListableBeanFactory beanFactory) {
		Validator only = validators.getIfUnique();
		return (only != null || !BEAN_VALIDATION) ? only : BeanValidation.find(beanFactory);
	}

	/**
	 * Loaded only where Bean Validation is on the class path.
	 */
	private static final class BeanValidation {

		static @Nullable Validator find(ConfigurableListableBeanFactory beanFactory) {
			jakarta.validation.Validator found = UniqueBean
				.find(beanFactory.getBeanProvider(jakarta.validation.Validator.class), "leave only one of them a bean");
			if (found == null || found instanceof Validator) {
				return (Validator) found;
			}
			return new SpringValidatorAdapter(found);
		}

	}

}
