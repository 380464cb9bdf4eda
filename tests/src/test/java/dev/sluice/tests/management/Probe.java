package dev.sluice.tests.management;

import dev.sluice.tests.kit.NodeReads;
import java.io.IOException;
import java.net.Socket;
import java.net.SocketException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** A balancer's or an orchestrator's look at a node, each on a connection of its own. */
final class Probe {

    private static final int PATIENCE_MILLIS = 20_000;

    private Probe() {
    }

    static HttpResponse<String> get(String url) throws IOException {
        try {
            HttpResponse<String> answer = HttpClient.newHttpClient().send(HttpRequest.newBuilder(URI.create(url))
                    .timeout(Duration.ofMillis(PATIENCE_MILLIS)).build(), HttpResponse.BodyHandlers.ofString());
            NodeReads.meter(URI.create(url).getPort()).read(answer.headers().map().size() + answer.body().length());
            return answer;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
    }

    /** Whether a connection is closed before it gets an answer. */
    static boolean refused(int port) throws IOException {
        try (Socket socket = new Socket("127.0.0.1", port)) {
            socket.setSoTimeout(PATIENCE_MILLIS);
            socket.getOutputStream().write("GET /lightstreamer/healthcheck HTTP/1.1\r\nHost: localhost\r\n\r\n"
                    .getBytes(StandardCharsets.US_ASCII));
            return socket.getInputStream().read() < 0;
        } catch (SocketException reset) {
            return true;
        }
    }
}
