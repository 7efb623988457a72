package io.jolt.sample;

/**
 * What the warehouse replies.
 *
 * @param item the item
 * @param quantity the quantity
 * @param cents the price of all of them
 * @param warehouse which warehouse has answered
 */
record Quote(String item, int quantity, long cents, String warehouse) {
}
