package io.jolt.benchmarks.client;

/**
 * How far everything was at a moment.
 *
 * @param nanos the moment
 * @param received how many messages had come
 * @param clientCpuNanos this JVM's processor time
 * @param serverCpuNanos the server's processor time
 * @param allocatedBytes what this JVM had allocated
 */
record Snapshot(long nanos, long received, long clientCpuNanos, long serverCpuNanos, long allocatedBytes) {

}
