package io.jolt.benchmarks.codec;

import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;

import io.jolt.broker.internal.protocol.RequestDecoder;
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
 * The broker's side of a message: a publish out of bytes, as far as it looks at it.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(2)
public class BrokerCodecBenchmark {

	/**
	 * What is in the message.
	 */
	@Param({ "text-16", "json-128", "json-4k" })
	public String data = "";

	private final RequestDecoder decoder = new RequestDecoder();

	private byte[] publish = {};

	/**
	 * Makes the message.
	 */
	@Setup
	public void prepare() {
		this.publish = ("{\"op\":\"pub\",\"topic\":\"benchmark.00000\",\"data\":"
				+ CodecPayload.quoted(CodecPayload.of(this.data)) + "}")
			.getBytes(StandardCharsets.UTF_8);
	}

	/**
	 * Decodes a publish.
	 * @return the request
	 */
	@Benchmark
	public Object decodePublish() {
		return this.decoder.decode(this.publish, 0, this.publish.length);
	}

}
