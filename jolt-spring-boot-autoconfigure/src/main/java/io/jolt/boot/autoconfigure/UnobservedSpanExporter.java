package io.jolt.boot.autoconfigure;

import java.util.Collection;

import io.jolt.spring.observation.HandlerCalls;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SpanExporter;

/**
 * An exporter whose publishes are not observed, as far as they are on the thread that
 * calls it.
 */
final class UnobservedSpanExporter implements SpanExporter {

	private final SpanExporter delegate;

	UnobservedSpanExporter(SpanExporter delegate) {
		this.delegate = delegate;
	}

	@Override
	public CompletableResultCode export(Collection<SpanData> spans) {
		return HandlerCalls.get(() -> this.delegate.export(spans));
	}

	@Override
	public CompletableResultCode flush() {
		return HandlerCalls.get(this.delegate::flush);
	}

	@Override
	public CompletableResultCode shutdown() {
		return HandlerCalls.get(this.delegate::shutdown);
	}

	@Override
	public String toString() {
		return this.delegate.toString();
	}

}
