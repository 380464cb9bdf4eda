package dev.sluice.tests.clients;

import com.lightstreamer.internal.HttpClient;

/** All Java clients of a JVM share one HTTP client, whose five requests at a time to one host are too few for a crowd of tests. */
final class ManyConnections {

    private static final int MANY = 400;

    static {
        HttpClient.client.dispatcher().setMaxRequests(MANY);
        HttpClient.client.dispatcher().setMaxRequestsPerHost(MANY);
    }

    private ManyConnections() {
    }

    /** The same client, in a JVM that has connections for it. */
    static JavaClient allow(JavaClient client) {
        return client;
    }
}
