package io.jolt.spring.listener.adapter;

import java.util.List;

import org.springframework.messaging.handler.MessagingAdviceBean;

/**
 * Holds beans whose
 * {@link org.springframework.messaging.handler.annotation.MessageExceptionHandler @MessageExceptionHandler}
 * methods handle the exceptions of listeners in other beans. A
 * {@link JoltMessageHandlerMethodFactory} asks the bean of this type, if there is one.
 */
@FunctionalInterface
public interface ListenerAdvice {

	/**
	 * The beans in the order they are asked.
	 * @return the beans; the same ones each time
	 */
	List<MessagingAdviceBean> adviceBeans();

}
