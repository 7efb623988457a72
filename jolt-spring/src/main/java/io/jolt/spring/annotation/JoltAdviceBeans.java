package io.jolt.spring.annotation;

import java.util.List;

import io.jolt.spring.listener.adapter.ListenerAdvice;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.BeanFactoryAware;
import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.messaging.handler.MessagingAdviceBean;
import org.springframework.util.Assert;

/**
 * The beans that are annotated with {@link JoltAdvice}, which are looked up when the
 * first listener is created.
 */
class JoltAdviceBeans implements ListenerAdvice, BeanFactoryAware {

	/**
	 * The name of the bean.
	 */
	static final String BEAN_NAME = "io.jolt.spring.annotation.internalJoltAdviceBeans";

	private @Nullable ListableBeanFactory beanFactory;

	// guarded by this
	private @Nullable List<MessagingAdviceBean> found;

	@Override
	public void setBeanFactory(BeanFactory beanFactory) {
		Assert.isInstanceOf(ListableBeanFactory.class, beanFactory);
		this.beanFactory = (ListableBeanFactory) beanFactory;
	}

	@Override
	public synchronized List<MessagingAdviceBean> adviceBeans() {
		if (this.found == null) {
			Assert.state(this.beanFactory != null, "No bean factory");
			this.found = JoltAdviceBean.findAll(this.beanFactory);
		}
		return this.found;
	}

}
