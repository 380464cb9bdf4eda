/**
 * Adapter sets: the users' own code that grants sessions and subscriptions (metadata adapter) and sends events (data
 * adapters). In come questions of the request handlers and events of the adapters; out go answers, as tasks on the executor
 * that was named, and field values into {@link dev.sluice.server.item.Item}. Adapter code runs in the pools of its set and
 * never on an event loop; it sees nothing of the node but the API.
 */
package dev.sluice.server.adapter;
