package dev.sluice.tests.clients;

/** One official client as a scenario drives it; what it reports goes to its {@link ClientLog}. */
public interface TestClient extends AutoCloseable {

    /** Connects; returns before the connection stands. */
    void connect(String url, String adapterSet, Transport forced);

    /** Disconnects for good. */
    void disconnect();

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
