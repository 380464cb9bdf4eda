package dev.sluice.tests.clients;

/** One official client as a scenario drives it; what it reports goes to its {@link ClientLog}. */
public interface TestClient extends AutoCloseable {

    /**
     * How long a client waits for an answer before it tries again; one that is forced to a transport gives it up then, so that the
     * clients' own four seconds are too few on a busy machine.
     */
    int PATIENCE_MILLIS = 10_000;

    /** Connects; returns before the connection stands. */
    void connect(String url, String adapterSet, Transport forced);

    /** Forces another transport while connected, or none with null. */
    void force(Transport transport);

    /** Disconnects. */
    void disconnect();

    /** Connects again after {@link #disconnect()}, with the subscriptions there are. */
    void reconnect();

    /** Subscribes; events come under {@link Wanted#id()}. */
    void subscribe(Wanted wanted);

    /** Ends a subscription. */
    void unsubscribe(String id);

    /** Sends a message; its outcome comes under {@link Message#id()}. */
    void send(Message message);

    /** Everything reported so far. */
    ClientLog log();

    @Override
    void close();
}
