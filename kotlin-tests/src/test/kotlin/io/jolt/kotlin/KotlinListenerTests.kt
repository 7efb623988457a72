package io.jolt.kotlin

import io.jolt.broker.JoltBroker
import io.jolt.client.JoltClient
import io.jolt.client.JoltMessage
import io.jolt.client.tcp.JoltClientBuilder
import io.jolt.spring.annotation.EnableJolt
import io.jolt.spring.annotation.JoltListener
import io.jolt.spring.config.DefaultJoltListenerContainerFactory
import io.jolt.spring.config.JoltClientLifecycle
import io.jolt.spring.core.JoltTemplate
import io.jolt.spring.listener.JoltErrorHandler
import io.jolt.spring.listener.adapter.JoltMessageHandlerMethodFactory
import kotlinx.coroutines.delay
import kotlinx.coroutines.flow.Flow
import kotlinx.coroutines.flow.flowOf
import org.assertj.core.api.Assertions.assertThat
import org.assertj.core.api.Assertions.assertThatIllegalStateException
import org.junit.jupiter.api.AfterAll
import org.junit.jupiter.api.AfterEach
import org.junit.jupiter.api.BeforeAll
import org.junit.jupiter.api.Test
import org.junit.jupiter.api.TestInstance
import org.springframework.aop.framework.ProxyFactory
import org.springframework.context.annotation.AnnotationConfigApplicationContext
import org.springframework.messaging.Message
import org.springframework.messaging.handler.annotation.Header
import org.springframework.messaging.handler.annotation.SendTo
import org.springframework.messaging.handler.invocation.MethodArgumentResolutionException
import java.util.concurrent.BlockingQueue
import java.util.concurrent.LinkedBlockingQueue
import java.util.concurrent.TimeUnit
import java.util.function.Supplier

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class KotlinListenerTests {

	private val received = LinkedBlockingQueue<Any>()

	private val errors = LinkedBlockingQueue<Throwable>()

	private val broker = JoltBroker.builder().port(0).start()

	private val context = AnnotationConfigApplicationContext()

	@BeforeAll
	fun start() {
		val client = JoltClientBuilder.create().address("127.0.0.1", this.broker.port()).build()
		this.context.register(Enable::class.java)
		this.context.registerBean(JoltClient::class.java, Supplier { client })
		this.context.registerBean(JoltClientLifecycle::class.java, Supplier { JoltClientLifecycle(client) })
		this.context.registerBean(JoltTemplate::class.java, Supplier { JoltTemplate(client) })
		this.context.registerBean("joltListenerContainerFactory", DefaultJoltListenerContainerFactory::class.java,
			Supplier {
				val factory = DefaultJoltListenerContainerFactory(client)
				factory.containerProperties.errorHandler = JoltErrorHandler { error, _ -> this.errors.add(error) }
				factory
			})
		this.context.registerBean(Listeners::class.java, Supplier { Listeners(this.received) })
		this.context.registerBean("ofClass", ProxiedListeners::class.java, Supplier {
			val factory = ProxyFactory(ProxiedListeners(this.received))
			factory.isProxyTargetClass = true
			factory.proxy as ProxiedListeners
		})
		this.context.registerBean("ofInterface", Handler::class.java, Supplier {
			ProxyFactory(HandlerListeners(this.received)).proxy as Handler<*>
		})
		this.context.refresh()
	}

	@AfterAll
	fun stop() {
		this.context.close()
		this.broker.close()
	}

	@AfterEach
	fun nothingIsLeft() {
		assertThat(this.received).isEmpty()
		assertThat(this.errors).isEmpty()
	}

	@Test
	fun whatASuspendingFunctionReturnsIsTheReply() {
		publish("suspending", ORDER)
		assertThat(take(this.received)).isEqualTo("reply A-1")
	}

	@Test
	fun aSuspendingFunctionThatReturnsNothingSendsNothing() {
		publish("unit", ORDER)
		assertThat(take(this.received)).isEqualTo("unit A-1")
	}

	@Test
	fun aSuspendingFunctionIsAwaitedBeforeTheNextMessage() {
		for (i in 1..5) {
			publish("unit", ORDER.replace("A-1", i.toString()))
		}
		for (i in 1..5) {
			assertThat(take(this.received)).isEqualTo("unit $i")
		}
	}

	@Test
	fun whatASuspendingFunctionThrowsGoesToTheErrorHandler() {
		publish("failing", ORDER)
		assertThat(take(this.errors)).isExactlyInstanceOf(OutOfStock::class.java)
		publish("failing", "null")
		assertThat(take(this.errors)).isInstanceOf(MethodArgumentResolutionException::class.java)
	}

	@Test
	fun aDefaultArgumentStandsForWhatWasNotSent() {
		for (topic in listOf("defaults", "suspendingDefaults", "ofClass", "ofClassSuspending", "ofInterface")) {
			publish(topic, ORDER)
			assertThat(take(this.received)).isEqualTo("$topic A-1 default")
			publish(topic, ORDER, mapOf("x" to "sent"))
			assertThat(take(this.received)).isEqualTo("$topic A-1 sent")
		}
	}

	@Test
	fun aDefaultArgumentStandsForAPrimitiveHeaderThatWasNotSent() {
		for (topic in listOf("primitiveDefaults", "suspendingPrimitiveDefaults")) {
			publish(topic, ORDER)
			assertThat(take(this.received)).isEqualTo("$topic 5 true 7")
			publish(topic, ORDER, mapOf("n" to "1", "b" to "false", "l" to "2"))
			assertThat(take(this.received)).isEqualTo("$topic 1 false 2")
		}
	}

	@Test
	fun aDefaultArgumentMayStandForThePayload() {
		publish("defaultPayload", "null")
		assertThat(take(this.received)).isEqualTo("none")
		publish("defaultPayload", ORDER)
		assertThat(take(this.received)).isEqualTo("A-1")
	}

	@Test
	fun whatAFunctionWithDefaultsThrowsGoesToTheErrorHandler() {
		publish("failingDefaults", ORDER)
		assertThat(take(this.errors)).isExactlyInstanceOf(OutOfStock::class.java)
	}

	@Test
	fun whatIsNullableNeedNotBeSent() {
		publish("nullable", "null")
		assertThat(take(this.received)).isEqualTo("null null")
		publish("nullable", ORDER, mapOf("x" to "sent"))
		assertThat(take(this.received)).isEqualTo("A-1 sent")
		publish("defaults", "null")
		assertThat(take(this.errors)).isInstanceOf(MethodArgumentResolutionException::class.java)
	}

	@Test
	fun aFlowIsOnePayload() {
		publish("flow", ORDER)
		assertThat(take(this.received)).isEqualTo("reply [\"A-1\",\"3\"]")
	}

	@Test
	fun aSuspendingFunctionIsRefusedByNameWhereCoroutinesAreMissing() {
		val loader = Without("kotlinx.coroutines.reactor")
		assertThatIllegalStateException().isThrownBy { create(loader, Lone::class.java, "suspending") }
			.withMessageContaining("Lone.suspending").withMessageContaining("kotlinx-coroutines-reactor")
		val withoutReactor = Without("reactor.core")
		assertThatIllegalStateException().isThrownBy { create(withoutReactor, Lone::class.java, "suspending") }
			.withMessageContaining("Lone.suspending").withMessageContaining("reactor-core")
	}

	@Test
	fun defaultArgumentsAreRefusedByNameWhereReflectionIsMissing() {
		val loader = Without("kotlin.reflect.full")
		assertThatIllegalStateException().isThrownBy { create(loader, Lone::class.java, "defaults") }
			.withMessageContaining("Lone.defaults").withMessageContaining("kotlin-reflect")
		create(loader, Lone::class.java, "plain")
	}

	private fun create(loader: ClassLoader, type: Class<*>, name: String) {
		val loaded = loader.loadClass(type.name)
		val factory = JoltMessageHandlerMethodFactory()
		factory.afterPropertiesSet()
		factory.createInvocableHandlerMethod(loaded.getDeclaredConstructor().newInstance(),
			loaded.declaredMethods.single { it.name == name })
	}

	private fun publish(topic: String, data: String, headers: Map<String, String> = mapOf()) {
		this.context.getBean(JoltClient::class.java).publish(JoltMessage.of(topic, data, headers)).join()
	}

	private fun <T : Any> take(queue: BlockingQueue<T>): T {
		val element = queue.poll(10, TimeUnit.SECONDS)
		assertThat(element).`as` { "but ${this.errors} and ${this.received}" }.isNotNull()
		return element!!
	}

	@EnableJolt
	class Enable

	data class Order(val id: String, val quantity: Int)

	class OutOfStock : Exception("none")

	// as Kotlin has it unless told otherwise: neither the class nor its functions are open
	class Listeners(private val received: BlockingQueue<Any>) {

		@JoltListener("suspending")
		@SendTo("replies")
		suspend fun suspending(order: Order): String {
			delay(1)
			return order.id
		}

		@JoltListener("replies")
		fun reply(text: String) {
			this.received.add("reply $text")
		}

		@JoltListener("unit")
		@SendTo("replies")
		suspend fun unit(message: Message<Order>) {
			delay(5)
			this.received.add("unit ${message.payload.id}")
		}

		@JoltListener("failing")
		suspend fun failing(order: Order) {
			delay(1)
			throw OutOfStock()
		}

		@JoltListener("failingDefaults")
		fun failingWithDefaults(order: Order, @Header("x") x: String = "default") {
			throw OutOfStock()
		}

		@JoltListener("defaults")
		fun defaults(order: Order, @Header("x") x: String = "default") {
			this.received.add("defaults ${order.id} $x")
		}

		@JoltListener("suspendingDefaults")
		suspend fun suspendingDefaults(order: Order, @Header("x") x: String = "default") {
			delay(1)
			this.received.add("suspendingDefaults ${order.id} $x")
		}

		@JoltListener("primitiveDefaults")
		fun primitiveDefaults(order: Order, @Header("n") n: Int = 5, @Header("b") b: Boolean = true,
			@Header("l") l: Long = 7L) {
			this.received.add("primitiveDefaults $n $b $l")
		}

		@JoltListener("suspendingPrimitiveDefaults")
		suspend fun suspendingPrimitiveDefaults(order: Order, @Header("n") n: Int = 5,
			@Header("b") b: Boolean = true, @Header("l") l: Long = 7L) {
			delay(1)
			this.received.add("suspendingPrimitiveDefaults $n $b $l")
		}

		@JoltListener("defaultPayload")
		fun defaultPayload(order: Order = Order("none", 0)) {
			this.received.add(order.id)
		}

		@JoltListener("nullable")
		fun nullable(order: Order?, @Header("x") x: String?) {
			this.received.add("${order?.id} $x")
		}

		@JoltListener("flow")
		@SendTo("replies")
		fun flow(order: Order): Flow<String> = flowOf(order.id, order.quantity.toString())

	}

	open class ProxiedListeners(private val received: BlockingQueue<Any>?) {

		constructor() : this(null)

		@JoltListener("ofClass")
		open fun defaults(order: Order, @Header("x") x: String = "default") {
			this.received!!.add("ofClass ${order.id} $x")
		}

		@JoltListener("ofClassSuspending")
		open suspend fun suspending(order: Order, @Header("x") x: String = "default") {
			delay(1)
			this.received!!.add("ofClassSuspending ${order.id} $x")
		}

	}

	interface Handler<T> {

		fun handle(payload: T, x: String = "default")

	}

	open class HandlerListeners(private val received: BlockingQueue<Any>) : Handler<Order> {

		@JoltListener("ofInterface")
		override fun handle(payload: Order, @Header("x") x: String) {
			this.received.add("ofInterface ${payload.id} $x")
		}

	}

	/**
	 * Loads a listener anew, and some packages not at all.
	 */
	private class Without(private val hidden: String) : ClassLoader(KotlinListenerTests::class.java.classLoader) {

		override fun loadClass(name: String, resolve: Boolean): Class<*> {
			if (name.startsWith(this.hidden)) {
				throw ClassNotFoundException(name)
			}
			if (name != Lone::class.java.name) {
				return super.loadClass(name, resolve)
			}
			return findLoadedClass(name) ?: parent.getResourceAsStream(name.replace('.', '/') + ".class").use {
				val bytes = it!!.readAllBytes()
				defineClass(name, bytes, 0, bytes.size)
			}
		}

	}

	companion object {

		private const val ORDER = "{\"id\":\"A-1\",\"quantity\":3}"

	}

}

open class Lone {

	open suspend fun suspending(text: String) {
		delay(1)
	}

	open fun defaults(text: String, @Header("x") x: String = "default") {
	}

	open fun plain(text: String) {
	}

}
