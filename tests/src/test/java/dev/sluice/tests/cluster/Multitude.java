package dev.sluice.tests.cluster;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Hundreds of current clients in four processes on two hosts, with the clients' own times, each following the item {@code state};
 * their application connects again when it is told of an error.
 */
final class Multitude {

    /** The clients' own retry delay. */
    private static final int RETRY_MILLIS = 4_000;
    private static final int PATIENCE_SECONDS = 180;

    private final List<ClusterClient> clients = new ArrayList<>();

    private Multitude() {
    }

    /** Connects so many clients; they have all had an update when this returns. */
    static Multitude connect(TestBed bed, int count) {
        Multitude multitude = new Multitude();
        List<AgentProcess> agents = List.of(bed.java("c1"), bed.node("c1"), bed.java("c2"), bed.node("c2"));
        for (int i = 0; i < count; i++) {
            ClusterClient client = agents.get(i % agents.size()).client("m" + i);
            client.connect(bed.deployment().url(), null, "retryMillis", RETRY_MILLIS, "persistent", true,
                    "cookies", bed.deployment().cookieHandling());
            client.subscribe("MERGE", "state");
            multitude.clients.add(client);
            if (i < agents.size()) {
                // The cookie of the first is the cookie of all in its process.
                client.awaitConnected();
            }
        }
        dev.sluice.tests.kit.Await.until(java.time.Duration.ofSeconds(PATIENCE_SECONDS), multitude::toString,
                () -> multitude.all().allMatch(client -> client.connected() && client.updates() > 0));
        return multitude;
    }

    Stream<ClusterClient> all() {
        return clients.stream();
    }

    /** Those whose session is on a node. */
    List<ClusterClient> on(ClusterNode node) {
        String tag = node.tag();
        return clients.stream().filter(client -> client.session().startsWith(tag, 3)).toList();
    }

    /** Errors told to applications so far. */
    long errors() {
        return clients.stream().mapToLong(client -> client.serverErrors().size()).sum();
    }

    @Override
    public String toString() {
        List<ClusterClient> off = clients.stream().filter(client -> !client.connected() || client.updates() == 0).toList();
        return off.size() + " of " + clients.size() + " clients not connected or without an update"
                + (off.isEmpty() ? "" : ", as " + off.get(0));
    }
}
