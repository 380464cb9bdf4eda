package dev.sluice.tests.clients;

import com.lightstreamer.client.ClientListener;
import com.lightstreamer.client.LightstreamerClient;
import com.lightstreamer.client.Subscription;
import com.lightstreamer.internal.HttpClient;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The official Java SE client. */
final class JavaClient implements TestClient {

    private static final int MANY = 200;

    static {
        // All Java clients of a JVM share one HTTP client, which lets five requests at a time go to one host: enough for an
        // application, not for a crowd of tests.
        HttpClient.client.dispatcher().setMaxRequests(MANY);
        HttpClient.client.dispatcher().setMaxRequestsPerHost(MANY);
    }

    private final ClientLog log = new ClientLog();
    private final Map<String, Subscription> subscriptions = new ConcurrentHashMap<>();
    private volatile LightstreamerClient client;

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
        @Override
        public void onListenEnd() {
        }

        @Override
        public void onListenStart() {
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
