package io.jolt.benchmarks.codec;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.TimeUnit;

import io.jolt.client.internal.protocol.FrameDecoder;
import io.jolt.client.internal.protocol.RequestEncoder;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * The client's side of a message: a publish into bytes, a delivery out of bytes.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(2)
public class ClientCodecBenchmark {

	private static final String TOPIC = "benchmark.00000";

	/**
	 * What is in the message.
	 */
	@Param({ "text-16", "json-128", "json-4k" })
	public String data = "";

	private final RequestEncoder encoder = new RequestEncoder(false);

	private final FrameDecoder decoder = new FrameDecoder();

	private String text = "";

	private byte[] delivery = {};

	/**
	 * Makes the message.
	 */
	@Setup
	public void prepare() {
		this.text = CodecPayload.of(this.data);
		this.delivery = ("{\"topic\":\"" + TOPIC + "\",\"data\":" + CodecPayload.quoted(this.text) + "}")
			.getBytes(StandardCharsets.UTF_8);
	}

	/**
	 * Encodes a publish.
	 * @return the line
	 */
	@Benchmark
	public Object encodePublish() {
		return this.encoder.publish(TOPIC, this.text, Map.of());
	}

	/**
	 * Decodes a delivery.
	 * @return the delivery
	 * @throws Exception if it is none
	 */
	@Benchmark
	public Object decodeDelivery() throws Exception {
		return this.decoder.decode(this.delivery, 0, this.delivery.length);
	}

}
