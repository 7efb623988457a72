package io.jolt.benchmarks.client;

/**
 * An application's object, which becomes the JSON of the payload.
 *
 * @param number counts the messages
 * @param id the order's name
 * @param customer who ordered
 * @param item what was ordered
 * @param colour its colour
 * @param size its size
 * @param note what else there is to say
 */
record Order(int number, String id, String customer, String item, String colour, String size, String note) {

}
