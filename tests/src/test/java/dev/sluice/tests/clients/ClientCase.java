package dev.sluice.tests.clients;

import dev.sluice.tests.kit.NodeProcess;
import java.io.IOException;
import java.util.Arrays;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * One official client over one forced transport.
 *
 * @param partner   the library
 * @param transport what it is forced to
 */
public record ClientCase(Partner partner, Transport transport) {

    /** All combinations with the partners of this run. */
    public static Stream<ClientCase> all() {
        return Partner.ofThisRun().flatMap(partner -> Arrays.stream(Transport.values()).map(way -> new ClientCase(partner, way)));
    }

    /** A client connected to the node itself; its transport is established. */
    public TestClient connected(NodeProcess node) throws IOException {
        return connected(node, node.port());
    }

    /** A client connected through {@code port}. */
    public TestClient connected(NodeProcess node, int port) throws IOException {
        TestClient client = open(node);
        try {
            client.connect("http://127.0.0.1:" + port, "TEST", transport);
            awaitConnected(client);
            return client;
        } catch (AssertionError | RuntimeException e) {
            client.close();
            throw e;
        }
    }

    /**
     * Waits until the transport is established. Java 4.3.7 says so of an HTTP poll when the session is made, and gives the session up
     * when a connection breaks before its first bind is answered, after each recovery too; it reports its session id with each bind.
     */
    public void awaitConnected(TestClient client) {
        client.log().awaitStatus(transport.connected());
        if (partner == Partner.JAVA_4 && transport == Transport.HTTP_POLLING) {
            client.log().awaitSinceLast(ClientEvent.Status.class, ClientEvent.SessionId.class);
        }
    }

    /** What the client tells of an adapter's answer to a message: nothing before protocol version 2.5. */
    public String response(String text) {
        return partner.hearsResponses() ? text : null;
    }

    /** A client that is not connected yet. */
    public TestClient open(NodeProcess node) throws IOException {
        partner.require();
        return partner.open(node.port(), new ClientLog());
    }

    /** An item name no other test uses. */
    public static String freshItem(String prefix) {
        return prefix + "-" + UUID.randomUUID();
    }

    @Override
    public String toString() {
        return partner + " over " + transport.clientName();
    }
}
