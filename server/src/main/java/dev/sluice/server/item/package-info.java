/**
 * Items of a data adapter: their snapshot, who listens, and the way of an event to every loop that has a listener.
 *
 * <p>Enters: field values from {@code adapter}, on adapter threads. Leaves: immutable {@link dev.sluice.server.item.ItemUpdate}s
 * through a {@link dev.sluice.server.item.Mailbox} per loop, delivered to {@link dev.sluice.server.item.ItemListener}s on that loop.
 * Values are kept in wire form from the moment they enter, so that an event is escaped once for all clients: that is why this
 * package knows {@code protocol}.
 */
package dev.sluice.server.item;
