package dev.sluice.server.request;

import dev.sluice.server.adapter.AdapterSet;
import dev.sluice.server.admission.Entrance;
import dev.sluice.server.admission.Newcomer;
import dev.sluice.server.counters.Counter;
import dev.sluice.server.protocol.ErrorCode;
import dev.sluice.server.protocol.LogText;
import dev.sluice.server.protocol.Request;
import dev.sluice.server.protocol.Request.CreateSession;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A creation that has not been granted yet: who asks, and for how long the client waits for the answer. */
final class Arrival implements Entrance {

    private static final Logger LOG = LoggerFactory.getLogger("LightstreamerLogger.requests");

    final ClientConnection connection;
    final CreateSession request;
    final AdapterSet adapters;
    /** On a WebSocket what it remembers, else null. */
    final WebSocketTalk talk;
    private final long atMillis;
    private final Consumer<Arrival> next;

    /** @param next what happens when it is admitted, on the connection's loop */
    Arrival(ClientConnection connection, CreateSession request, AdapterSet adapters, WebSocketTalk talk, Consumer<Arrival> next) {
        this.connection = connection;
        this.request = request;
        this.adapters = adapters;
        this.talk = talk;
        this.next = next;
        this.atMillis = connection.loop().nowMillis();
    }

    Newcomer newcomer() {
        return new Newcomer(connection.client().portType(), adapters.id(), request.ttlMillis(), connection.loop().thread());
    }

    /** Whether the client still waits: it is connected, and the time it gave is not over. Any thread. */
    boolean awaited() {
        return connection.open() && !late();
    }

    private boolean late() {
        long ttl = request.ttlMillis();
        return ttl != Request.TTL_UNKNOWN && connection.loop().nowMillis() - atMillis > ttl;
    }

    /** Whether the session will wait for a bind: it is carried by no lasting stream, and nothing was asked of it yet. */
    boolean prestarts() {
        return !connection.webSocket() && request.stream().polling() && request.controls().isEmpty();
    }

    @Override
    public void admitted() {
        next.accept(this);
    }

    @Override
    public void refused(ErrorCode reason, boolean load) {
        if (!connection.open()) {
            decided();
            return;
        }
        connection.client().log(LOG).info("Session refused to {} of user {} on {}: {} {}", connection.client().shown(),
                LogText.of(request.user()), connection.client().socketName(), reason.code(), reason.text());
        connection.loop().counts().countAnywhere(load ? Counter.CREATIONS_REFUSED : Counter.OPENINGS_FAILED);
        Openings.turnAway(connection, reason);
        decided();
    }

    /** On a WebSocket, what waited for the creation goes on. */
    void decided() {
        if (talk != null) {
            talk.endOpening();
        }
    }

    @Override
    public boolean open() {
        return connection.open();
    }
}
