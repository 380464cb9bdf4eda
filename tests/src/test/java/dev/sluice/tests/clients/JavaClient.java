package dev.sluice.tests.clients;

import com.lightstreamer.client.ClientListener;
import com.lightstreamer.client.LightstreamerClient;
import com.lightstreamer.client.Subscription;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The official Java SE client, of either generation: {@link OldJavaLibrary} loads this class once more, with the library of before.
 * The listeners here have the methods of both, which is why they carry no {@code @Override} where the two differ.
 */
public final class JavaClient implements TestClient {

    private final ClientLog log;
    private final Map<String, Subscription> subscriptions = new ConcurrentHashMap<>();
    private volatile LightstreamerClient client;

    /** A client that reports to {@code log}. */
    public JavaClient(ClientLog log) {
        this.log = log;
    }

    @Override
    public void connect(String url, String adapterSet, Transport forced) {
        client = new LightstreamerClient(url, adapterSet);
        if (forced != null) {
            client.connectionOptions.setForcedTransport(forced.clientName());
        }
        client.connectionOptions.setRetryDelay(PATIENCE_MILLIS);
        client.addListener(new Listener());
        client.connect();
    }

    @Override
    public void force(Transport transport) {
        client.connectionOptions.setForcedTransport(transport == null ? null : transport.clientName());
    }

    @Override
    public void reconnect() {
        client.connect();
    }

    @Override
    public void disconnect() {
        client.disconnect();
    }

    @Override
    public void subscribe(Wanted wanted) {
        Subscription subscription = new Subscription(wanted.mode(), wanted.items().toArray(String[]::new),
                wanted.fields().toArray(String[]::new));
        subscription.setDataAdapter(wanted.dataAdapter());
        if (wanted.snapshot() != null) {
            subscription.setRequestedSnapshot(wanted.snapshot());
        }
        if (wanted.maxFrequency() != null) {
            subscription.setRequestedMaxFrequency(wanted.maxFrequency());
        }
        subscription.addListener(new JavaSubscriptionListener(log, wanted));
        subscriptions.put(wanted.id(), subscription);
        client.subscribe(subscription);
    }

    @Override
    public void unsubscribe(String id) {
        client.unsubscribe(subscriptions.get(id));
    }

    @Override
    public void send(Message message) {
        client.sendMessage(message.text(), message.sequence(), message.waitMillis(),
                message.listen() ? new JavaMessageListener(log, message.id()) : null, message.keepWhileDisconnected());
    }

    @Override
    public ClientLog log() {
        return log;
    }

    @Override
    public void close() {
        if (client != null) {
            client.disconnect();
        }
    }

    private final class Listener implements ClientListener {
        public void onListenEnd() {
        }

        public void onListenStart() {
        }

        public void onListenEnd(LightstreamerClient which) {
        }

        public void onListenStart(LightstreamerClient which) {
        }

        @Override
        public void onServerError(int code, String text) {
            log.add(new ClientEvent.ServerError(code, text));
        }

        @Override
        public void onStatusChange(String status) {
            log.add(new ClientEvent.Status(status));
        }

        @Override
        public void onPropertyChange(String property) {
            if (property.equals("sessionId")) {
                log.add(new ClientEvent.SessionId(client.connectionDetails.getSessionId()));
            }
        }
    }
}
