package io.jolt.sample;

/**
 * How far an order has been packed.
 *
 * @param packed how many pieces have been packed
 * @param pieces how many there are
 * @param warehouse which warehouse packs them
 */
record PackingStep(int packed, int pieces, String warehouse) {
}
