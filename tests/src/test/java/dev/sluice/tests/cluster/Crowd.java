package dev.sluice.tests.cluster;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The official clients of an option test: each library over each transport, on two hosts. */
final class Crowd {

    /** Forced transports; null is the client's own choice. */
    static final List<String> TRANSPORTS = Arrays.asList("HTTP-STREAMING", null, "WS-STREAMING", "WS-POLLING", "HTTP-POLLING");

    private final List<Member> members = new ArrayList<>();
    private final String label;

    private Crowd(String label) {
        this.label = label;
    }

    /**
     * One client.
     *
     * @param generation 4 for the Java client before the current one, 5 for the current Java client, 9 for the Node client
     * @param transport  forced transport, null = none
     */
    record Member(int generation, String transport, ClusterClient client) {

        /** Whether it creates its session on the connection it then streams on, as current clients do on a WebSocket. */
        boolean staysWhereItBegan() {
            return generation != 4 && (transport == null || transport.equals("WS-STREAMING"));
        }

        /** Whether it opens a WebSocket for its session. */
        boolean webSocket() {
            return transport == null || transport.startsWith("WS");
        }

        @Override
        public String toString() {
            return client.toString();
        }
    }

    /** A crowd without members; the label keeps its names apart from those of other crowds in the same processes. */
    static Crowd named(String label) {
        return new Crowd(label);
    }

    /**
     * All three libraries over all transports, connecting. Where a cookie decides, one after the other: the clients of a process
     * share their cookies, and two that begin together would take them from each other. A first client of each library, sent away
     * again, takes upon itself the time a fresh process needs to load what it connects with.
     */
    static Crowd everybody(TestBed bed, String label) {
        Crowd vanguard = named(label + "-vanguard");
        for (int generation : new int[] {5, 9, 4}) {
            vanguard.add(bed, generation, null);
        }
        vanguard.awaitConnected();
        vanguard.disconnect();
        Crowd crowd = named(label);
        for (String transport : TRANSPORTS) {
            for (int generation : new int[] {5, 9, 4}) {
                ClusterClient client = crowd.add(bed, generation, transport);
                if (bed.deployment().cookieHandling()) {
                    client.awaitConnected();
                }
            }
        }
        return crowd;
    }

    /** Adds a client that connects and follows the feed. */
    ClusterClient add(TestBed bed, int generation, String transport) {
        AgentProcess agent = switch (generation) {
            case 4 -> bed.oldJava("c1");
            case 5 -> bed.java("c1");
            default -> bed.node("c2");
        };
        ClusterClient client = agent.client(label + "-" + generation + "-" + transport);
        client.connect(bed.deployment().url(), transport, "cookies", bed.deployment().cookieHandling());
        client.subscribe("RAW", TestBed.SEQUENCE);
        members.add(new Member(generation, transport, client));
        return client;
    }

    List<Member> members() {
        return members;
    }

    /** The last session of each member, in the order of the members. */
    List<String> sessions() {
        return members.stream().map(member -> member.client().session()).toList();
    }

    void awaitConnected() {
        members.forEach(member -> member.client().awaitConnected());
    }

    void awaitMoreUpdates(int count) {
        List<Long> goals = members.stream().map(member -> member.client().updates() + count).toList();
        for (int i = 0; i < goals.size(); i++) {
            long goal = goals.get(i);
            ClusterClient client = members.get(i).client();
            client.await(goal + " updates", () -> client.updates() >= goal);
        }
    }

    void disconnect() {
        members.forEach(member -> member.client().disconnect());
    }
}
