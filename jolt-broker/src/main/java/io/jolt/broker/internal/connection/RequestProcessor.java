package io.jolt.broker.internal.connection;

import io.jolt.broker.internal.protocol.Answer;
import io.jolt.broker.internal.protocol.ErrorCode;
import io.jolt.broker.internal.protocol.Operation;
import io.jolt.broker.internal.protocol.Request;
import io.jolt.broker.internal.routing.GroupName;
import io.jolt.broker.internal.routing.TopicName;
import io.jolt.broker.internal.routing.TopicPattern;
import io.jolt.broker.internal.security.User;
import org.jspecify.annotations.Nullable;

/**
 * Carries out requests. Each is answered exactly once, here or, an authentication, when
 * the password was checked.
 */
final class RequestProcessor {

	private static final Answer AUTH_REQUIRED = Answer.error(ErrorCode.AUTH_REQUIRED);

	private static final Answer NOT_AUTHORIZED = Answer.error(ErrorCode.NOT_AUTHORIZED);

	private final ServerContext server;

	private final Authentication authentication;

	private final Publisher publisher;

	private final Answer tooManySubscriptions;

	RequestProcessor(ServerContext server) {
		this.server = server;
		this.authentication = new Authentication(server);
		this.publisher = new Publisher(server.registry());
		this.tooManySubscriptions = Answer.error(ErrorCode.TOO_MANY_SUBSCRIPTIONS,
				"at most " + server.options().maxSubscriptionsPerConnection() + " on one connection, which may take "
						+ server.options().maxSubscriptionBytesPerConnection() + " bytes together");
	}

	// carries out a request. On the connection's event loop.
	void process(Request request, BrokerConnection connection) {
		Operation operation = request.operation();
		User user = connection.user();
		Answer error = request.error();
		if (user == null && request.namesAnOperation() && (operation == null || !operation.isAllowedToAnyone())) {
			connection.answer(AUTH_REQUIRED);
		}
		else if (error != null || operation == null) {
			refuse(request, error, connection);
		}
		else if (operation == Operation.AUTHENTICATE) {
			this.authentication.begin(request, connection);
		}
		else {
			connection.answer(carryOut(operation, request, connection, (user != null) ? user : User.ANONYMOUS));
		}
	}

	private void refuse(Request request, @Nullable Answer error, BrokerConnection connection) {
		Answer answer = (error != null) ? error : AUTH_REQUIRED;
		if (request.isClosing()) {
			connection.close(answer, Refusal.INVALID_UTF8, "what it sent is not UTF-8");
		}
		else {
			connection.answer(answer);
		}
	}

	private Answer carryOut(Operation operation, Request request, BrokerConnection connection, User user) {
		return switch (operation) {
			case PUBLISH -> publish(request, connection, user);
			case SUBSCRIBE -> subscribe(request, connection, user);
			case UNSUBSCRIBE -> unsubscribe(request, connection);
			case HELLO -> hello(request, connection);
			case STATS -> user.permissions().isAdmin() ? StatsAnswer.of(this.server.readStatistics())
					: refused(Refusal.AUTHORIZATION, NOT_AUTHORIZED);
			case PING, AUTHENTICATE -> Answer.OK;
		};
	}

	private Answer hello(Request request, BrokerConnection connection) {
		connection.observes(request.isObserving());
		return this.server.hello().to(connection, request);
	}

	private Answer refused(Refusal refusal, Answer answer) {
		this.server.statistics().refused(refusal);
		return answer;
	}

	private Answer publish(Request request, BrokerConnection connection, User user) {
		TopicName topic = request.topic();
		if (topic == null || !(user.permissions().mayPublish(topic) || topic.isInbox())) {
			return refused(Refusal.AUTHORIZATION, NOT_AUTHORIZED);
		}
		int delivered = this.publisher.publish(request, topic, connection.loop());
		return request.isCounting() ? Answer.counted(delivered) : Answer.OK;
	}

	private Answer subscribe(Request request, BrokerConnection connection, User user) {
		TopicName topic = request.topic();
		TopicPattern pattern = request.pattern();
		GroupName group = request.group();
		boolean added;
		if (pattern != null) {
			if (!user.permissions().maySubscribe(pattern)) {
				return refused(Refusal.AUTHORIZATION, NOT_AUTHORIZED);
			}
			added = connection.subscriptions().add(pattern, group);
		}
		else {
			if (topic == null || !maySubscribe(topic, connection, user)) {
				return refused(Refusal.AUTHORIZATION, NOT_AUTHORIZED);
			}
			added = connection.subscriptions().add(topic, group);
		}
		return added ? Answer.OK : refused(Refusal.SUBSCRIPTIONS, this.tooManySubscriptions);
	}

	// not even who may do everything may read another's inbox
	private static boolean maySubscribe(TopicName topic, BrokerConnection connection, User user) {
		return topic.isInbox() ? topic.equals(connection.inbox()) : user.permissions().maySubscribe(topic);
	}

	private Answer unsubscribe(Request request, BrokerConnection connection) {
		TopicName topic = request.topic();
		TopicPattern pattern = request.pattern();
		if (pattern != null) {
			connection.subscriptions().remove(pattern, request.group());
		}
		else if (topic != null) {
			connection.subscriptions().remove(topic, request.group());
		}
		return Answer.OK;
	}

}
