package io.jolt.benchmarks.workload;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;

/**
 * What is measured, the same for every contestant.
 */
public enum Workload {

	/**
	 * One publisher, one subscriber, 128 bytes of JSON, as many as go through.
	 */
	JSON_128("json-128", "128-byte JSON, one publisher, one subscriber, pipelined", Kind.PIPELINED),

	/**
	 * The same with 16 bytes of text.
	 */
	TEXT_16("text-16", "16 bytes of text, one publisher, one subscriber, pipelined", Kind.PIPELINED),

	/**
	 * The same with 4 KiB of JSON.
	 */
	JSON_4K("json-4k", "4 KiB JSON, one publisher, one subscriber, pipelined", Kind.PIPELINED),

	/**
	 * One publisher, eight subscribers.
	 */
	FAN_OUT("fan-out", "128-byte JSON to 8 subscribers, deliveries", Kind.PIPELINED),

	/**
	 * The next message goes out when the one before it has come.
	 */
	ONE_AT_A_TIME("one-at-a-time", "128-byte JSON, one at a time, publish to receive", Kind.ONE_AT_A_TIME),

	/**
	 * A fixed schedule.
	 */
	PACED("paced", "128-byte JSON, 20,000 a second on a fixed schedule, intended time to receive", Kind.PACED),

	/**
	 * Every publish is answered, with fewer of them under way.
	 */
	CONFIRMED("confirmed", "128-byte JSON, every publish confirmed, 1,024 in flight", Kind.PIPELINED),

	/**
	 * From the template to the listener's method.
	 */
	SPRING_TEXT("spring-text", "template to listener method, a String of 128 bytes of JSON", Kind.PIPELINED),

	/**
	 * The same with an object that the application's JSON mapper converts.
	 */
	SPRING_RECORD("spring-record", "template to listener method, a record as 128 bytes of JSON", Kind.PIPELINED),

	/**
	 * In turns to each of 10,000 topics, all subscribed.
	 */
	TOPICS_10K("topics-10k", "128-byte JSON, 10,000 topics in turns, each subscribed", Kind.TOPICS),

	/**
	 * Ten connections publish and subscribe, each a topic of its own.
	 */
	CONNECTIONS_10("connections-10",
			"128-byte JSON, 10 connections, each publishes to itself, 16 at a time, 32 under way", Kind.PIPELINED),

	/**
	 * A thousand of them.
	 */
	CONNECTIONS_1K("connections-1k",
			"128-byte JSON, 1,000 connections, each publishes to itself, 16 at a time, 32 under way", Kind.PIPELINED),

	/**
	 * How fast a JVM is soon after its start.
	 */
	WARM_UP("warm-up", "128-byte JSON, after 3 s in a fresh JVM and later on", Kind.WARM_UP),

	/**
	 * What is connected and does nothing.
	 */
	IDLE("idle", "memory and threads of 100 idle connections, each with a subscription", Kind.IDLE),

	/**
	 * One request at a time.
	 */
	REQUEST_ONE("request-one", "128-byte JSON and the same as the reply, one request at a time, to another process",
			Kind.REQUEST_ONE),

	/**
	 * Many requests at a time.
	 */
	REQUEST_1024("request-1024",
			"128-byte JSON and the same as the reply, 1,024 requests in flight, to another process", Kind.REQUEST_MANY),

	/**
	 * One publisher, four subscribers that share the messages.
	 */
	GROUP_OF_4("group-of-4", "128-byte JSON, one publisher, each message to one of a group of 4 subscribers",
			Kind.PIPELINED),

	/**
	 * As {@link #TOPICS_10K}, with a group in each topic.
	 */
	GROUPS_10000("groups-10000", "128-byte JSON, 10,000 topics in turns, each subscribed by a group of one",
			Kind.TOPICS),

	/**
	 * A stream of items.
	 */
	CALL_ITEMS("call-items", "items of 128-byte JSON in the stream of one call, from another process", Kind.CALL),

	/**
	 * A stream that comes faster than it is wanted, with little memory on both sides.
	 */
	CALL_SLOW("call-slow", "1,000,000 items to a consumer that wants a tenth of what could come, each JVM with -Xmx64m",
			Kind.CALL_SLOW);

	private final String id;

	private final String description;

	private final Kind kind;

	Workload(String id, String description, Kind kind) {
		this.id = id;
		this.description = description;
		this.kind = kind;
	}

	/**
	 * Finds a workload.
	 * @param id what the command line calls it
	 * @return the workload
	 */
	public static Workload of(String id) {
		return Arrays.stream(values())
			.filter((workload) -> workload.id.equals(id))
			.findFirst()
			.orElseThrow(() -> new IllegalArgumentException("There is no workload " + id + ", but "
					+ Arrays.stream(values()).map(Workload::id).collect(Collectors.joining(", "))));
	}

	/**
	 * What the command line calls it.
	 * @return the name
	 */
	public String id() {
		return this.id;
	}

	/**
	 * What it is.
	 * @return a line of text
	 */
	public String description() {
		return this.description;
	}

	/**
	 * How it is measured.
	 * @return the kind
	 */
	public Kind kind() {
		return this.kind;
	}

	/**
	 * What is sent.
	 * @return the payload
	 */
	public Payload payload() {
		return switch (this) {
			case TEXT_16 -> Payload.plainText(16);
			case JSON_4K -> Payload.jsonArray(4096);
			default -> Payload.json(128);
		};
	}

	/**
	 * How many subscribers there are.
	 * @return the number
	 */
	public int subscribers() {
		return switch (this) {
			case FAN_OUT -> 8;
			case GROUP_OF_4 -> 4;
			default -> 1;
		};
	}

	/**
	 * The group of all subscribers: one of them gets each message.
	 * @return its name, or {@code null} if each of them gets every message
	 */
	public @Nullable String group() {
		return (this == GROUP_OF_4 || this == GROUPS_10000) ? "workers" : null;
	}

	/**
	 * How many subscribers each message reaches.
	 * @return the number
	 */
	public int deliveries() {
		return (group() != null) ? 1 : subscribers();
	}

	/**
	 * How many topics there are, which take turns.
	 * @return the number
	 */
	public int topics() {
		return (this == TOPICS_10K || this == GROUPS_10000) ? 10_000 : connections();
	}

	/**
	 * How many connections publish. If there are several each of them has a topic, to
	 * which it publishes and subscribes.
	 * @return the number
	 */
	public int connections() {
		return switch (this) {
			case CONNECTIONS_10 -> 10;
			case CONNECTIONS_1K -> 1000;
			case IDLE -> 100;
			default -> 1;
		};
	}

	/**
	 * How many messages go to a topic before the next topic's turn.
	 * @return the number
	 */
	public int burst() {
		return (connections() > 1) ? 16 : 1;
	}

	/**
	 * How many publishes may be unanswered, where there are answers, or how many requests
	 * without their replies.
	 * @return the number
	 */
	public int window() {
		return switch (this) {
			case CONFIRMED, REQUEST_1024 -> 1024;
			case REQUEST_ONE -> 1;
			default -> 16_384;
		};
	}

	/**
	 * How many messages may be published and not received.
	 * @return the number
	 */
	public int lag() {
		return Math.min(32_768, 4 * 1024 * 1024 / payload().bytes());
	}

	/**
	 * Whether it goes through a Spring template and a listener method.
	 * @return whether it does
	 */
	public boolean isSpring() {
		return this == SPRING_TEXT || this == SPRING_RECORD;
	}

	/**
	 * What the clients' JVMs are limited to.
	 * @return arguments of these JVMs
	 */
	public List<String> jvmArguments() {
		return (this == CALL_SLOW) ? List.of("-Xmx64m", "-XX:+ExitOnOutOfMemoryError") : List.of();
	}

	/**
	 * How long a run may take besides its warm-up and what is measured.
	 * @return the limit
	 */
	public Duration besides() {
		return Duration.ofMinutes((this == CALL_SLOW) ? 15 : 2);
	}

	/**
	 * How a workload is measured.
	 */
	public enum Kind {

		/**
		 * As many messages as go through.
		 */
		PIPELINED,

		/**
		 * Pipelined, and what the server keeps in memory for its topics.
		 */
		TOPICS,

		/**
		 * Pipelined, twice in one JVM.
		 */
		WARM_UP,

		/**
		 * The next goes out when the one before has come.
		 */
		ONE_AT_A_TIME,

		/**
		 * By the clock.
		 */
		PACED,

		/**
		 * Nothing is sent.
		 */
		IDLE,

		/**
		 * The next request goes out when the reply to the one before has come.
		 */
		REQUEST_ONE,

		/**
		 * As many requests as go through.
		 */
		REQUEST_MANY,

		/**
		 * As many items as go through.
		 */
		CALL,

		/**
		 * As many items as the consumer wants.
		 */
		CALL_SLOW;

		/**
		 * Whether a second client answers, in a process of its own.
		 * @return whether one does
		 */
		public boolean isExchange() {
			return this == REQUEST_ONE || this == REQUEST_MANY || this == CALL || this == CALL_SLOW;
		}

		/**
		 * What a run of this kind yields.
		 * @return the figures, in the order of their columns
		 */
		public List<Figure> figures() {
			return switch (this) {
				case PIPELINED, REQUEST_MANY, CALL ->
					List.of(Figure.RATE, Figure.CLIENT_CPU, Figure.SERVER_CPU, Figure.CPU, Figure.ALLOCATED);
				case TOPICS -> List.of(Figure.RATE, Figure.CLIENT_CPU, Figure.SERVER_CPU, Figure.CPU, Figure.ALLOCATED,
						Figure.SERVER_HEAP);
				case WARM_UP -> List.of(Figure.EARLY_RATE, Figure.RATE);
				case ONE_AT_A_TIME, REQUEST_ONE -> List.of(Figure.P50, Figure.P99, Figure.RATE, Figure.CPU);
				case PACED -> List.of(Figure.P50, Figure.P99, Figure.CLIENT_CPU, Figure.SERVER_CPU, Figure.CPU);
				case IDLE -> List.of(Figure.CLIENT_HEAP, Figure.CLIENT_THREADS, Figure.SERVER_RESIDENT,
						Figure.SERVER_CONNECTION);
				case CALL_SLOW -> List.of(Figure.RATE, Figure.FREE_RATE);
			};
		}

	}

}
