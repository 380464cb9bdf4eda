package dev.sluice.tests.clients;

import java.util.List;

/**
 * Java 4.3.7 that asks for nothing while one of its polls is about to end. Its WebSocket goes back to a pool as soon as Netty's thread
 * has read {@code LOOP}; a request that the session thread writes before it has seen that line too is dropped with a warning, and never
 * sent again, because the timer of the repetition starts with the writing. Over HTTP it ends its session when the answer to a request
 * overtakes the answer to its bind on another socket: any answer makes it take the bind for answered ({@code Session.onEvent}).
 */
final class OldJavaClient implements TestClient {

    private final TestClient client;
    private boolean polls;

    OldJavaClient(TestClient client) {
        this.client = client;
    }

    @Override
    public void connect(String url, String adapterSet, Transport forced) {
        polls = forced != null && !forced.streaming();
        client.connect(url, adapterSet, forced);
    }

    @Override
    public void force(Transport transport) {
        polls = transport != null && !transport.streaming();
        client.force(transport);
    }

    @Override
    public void disconnect() {
        client.disconnect();
    }

    @Override
    public void reconnect() {
        client.reconnect();
    }

    @Override
    public void subscribe(Wanted wanted) {
        awaitPoll();
        client.subscribe(wanted);
    }

    @Override
    public void unsubscribe(String id) {
        awaitPoll();
        client.unsubscribe(id);
    }

    @Override
    public void send(Message message) {
        awaitPoll();
        client.send(message);
    }

    @Override
    public ClientLog log() {
        return client.log();
    }

    @Override
    public void close() {
        client.close();
    }

    /** It reports its session id with each bind; whatever it reports then ends the poll, unless it is not connected. */
    private void awaitPoll() {
        if (polls) {
            log().await("a poll that waits", () -> {
                List<ClientEvent.Status> statuses = log().all(ClientEvent.Status.class);
                boolean connected = !statuses.isEmpty() && statuses.get(statuses.size() - 1).status().startsWith("CONNECTED:");
                return !connected || log().onlySinceLast(ClientEvent.SessionId.class, ClientEvent.Status.class);
            });
        }
    }
}
