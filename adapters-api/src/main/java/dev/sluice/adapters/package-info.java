/**
 * What makes writing and testing adapters short. An adapter is a class that implements the interfaces of
 * {@code com.lightstreamer.interfaces.data} or {@code com.lightstreamer.interfaces.metadata}; the node shows adapters those
 * packages and this one, and nothing else of itself.
 *
 * <p>{@link dev.sluice.adapters.FeedAdapter} is a base for data adapters that leaves three methods to write;
 * {@link dev.sluice.adapters.AdapterProbe} plays the node in a unit test and keeps what the adapter sends. Neither is needed:
 * adapters written directly against the interfaces run the same way.
 */
package dev.sluice.adapters;
