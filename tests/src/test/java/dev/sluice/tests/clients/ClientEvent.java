package dev.sluice.tests.clients;

import java.util.Map;

/** What an official client reports to the application. */
public sealed interface ClientEvent {

    /** The connection changed its status. */
    record Status(String status) implements ClientEvent {
    }

    /** The session got an id, null when there is none any more. */
    record SessionId(String id) implements ClientEvent {
    }

    /** The node refused the session or ended it. */
    record ServerError(int code, String text) implements ClientEvent {
    }

    /** A subscription stands. */
    record Subscribed(String subscription) implements ClientEvent {
    }

    /** A subscription has ended. */
    record Unsubscribed(String subscription) implements ClientEvent {
    }

    /** A subscription was refused. */
    record SubscriptionError(String subscription, int code, String text) implements ClientEvent {
    }

    /** An event of an item; values of all fields of the subscription. */
    record Update(String subscription, String item, boolean snapshot, Map<String, String> values) implements ClientEvent {
    }

    /** The snapshot of an item is complete. */
    record EndOfSnapshot(String subscription, String item) implements ClientEvent {
    }

    /** The snapshot of an item was cleared. */
    record ClearSnapshot(String subscription, String item) implements ClientEvent {
    }

    /** Events of an item were lost. */
    record Lost(String subscription, String item, int count) implements ClientEvent {
    }

    /** How a message ended; {@code code} is the adapter's on DENIED, and 1 on ABORTED when it had been sent. */
    record MessageOutcome(String id, Outcome outcome, int code, String text) implements ClientEvent {
    }

    /** Something went wrong in the driver itself. */
    record DriverError(String text) implements ClientEvent {
    }

    /** The ways a message ends. */
    enum Outcome { PROCESSED, DENIED, ERROR, DISCARDED, ABORTED }
}
