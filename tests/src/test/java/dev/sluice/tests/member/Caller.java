package dev.sluice.tests.member;

import dev.sluice.tests.kit.Await;
import dev.sluice.tests.kit.NodeReads;
import java.io.BufferedReader;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;

/** A client of the bare protocol at one address of a node. */
final class Caller {

    static final String CREATE = "LS_adapter_set=TEST&LS_cid=mgQkwtwdysogQz2BJ4Ji%20kOj2Bg&LS_send_sync=false";
    static final String POLL = "&LS_polling=true&LS_polling_millis=0&LS_idle_millis=0";
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final HttpClient http;
    private final String scheme;
    private final String authority;
    private final String version;

    private Caller(HttpClient http, String scheme, String authority, String version) {
        this.http = http;
        this.scheme = scheme;
        this.authority = authority;
        this.version = version;
    }

    static Caller of(String address, int port) {
        return new Caller(HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build(), "http", address + ":" + port,
                "TLCP-2.5.0");
    }

    static Caller of(int port) {
        return of("127.0.0.1", port);
    }

    static Caller tls(String host, int port, SSLContext tls) {
        return new Caller(HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).sslContext(tls).build(), "https",
                host + ":" + port, "TLCP-2.5.0");
    }

    /** Another client at the same address, with connections of its own. */
    Caller fresh() {
        return of(authority.substring(0, authority.indexOf(':')), Integer.parseInt(authority.substring(authority.indexOf(':') + 1)));
    }

    /** The same client speaking another version of the protocol. */
    Caller speaking(String otherVersion) {
        return new Caller(http, scheme, authority, otherVersion);
    }

    /** The lines of a whole answer; {@code headers} are names and values in turn. */
    List<String> ask(String name, String body, String... headers) throws IOException {
        String answer = send(request(name, body, headers), HttpResponse.BodyHandlers.ofString()).body();
        meter().read(answer.length());
        return List.of(answer.split("\r\n"));
    }

    /** The lines of an answer as they come. */
    BufferedReader stream(String name, String body, String... headers) throws IOException {
        InputStream in = send(request(name, body, headers), HttpResponse.BodyHandlers.ofInputStream()).body();
        NodeReads.Meter meter = meter();
        return new BufferedReader(new InputStreamReader(new FilterInputStream(in) {
            @Override
            public int read(byte[] bytes, int from, int count) throws IOException {
                int got = super.read(bytes, from, count);
                meter.read(got);
                return got;
            }
        }, StandardCharsets.UTF_8));
    }

    private NodeReads.Meter meter() {
        return NodeReads.meter(URI.create(scheme + "://" + authority).getPort());
    }

    /** The headers of an answer, which is not read. */
    HttpHeaders headers(String name, String body, String... headers) throws IOException {
        HttpResponse<InputStream> answer = send(request(name, body, headers), HttpResponse.BodyHandlers.ofInputStream());
        answer.body().close();
        meter().read(answer.headers().map().size());
        return answer.headers();
    }

    /** The head of the answer to a WebSocket handshake with these headers, names and values in turn. */
    String handshake(String... headers) throws IOException {
        StringBuilder head = new StringBuilder("GET /lightstreamer HTTP/1.1\r\nHost: " + authority + "\r\nUpgrade: websocket\r\n"
                + "Connection: Upgrade\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n"
                + "Sec-WebSocket-Protocol: " + version + ".lightstreamer.com\r\n");
        for (int i = 0; i < headers.length; i += 2) {
            head.append(headers[i]).append(": ").append(headers[i + 1]).append("\r\n");
        }
        URI address = URI.create(scheme + "://" + authority);
        try (Socket socket = new Socket(address.getHost(), address.getPort())) {
            socket.setSoTimeout((int) PATIENCE.toMillis());
            socket.getOutputStream().write(head.append("\r\n").toString().getBytes(StandardCharsets.US_ASCII));
            StringBuilder answer = new StringBuilder();
            while (answer.indexOf("\r\n\r\n") < 0) {
                int octet = socket.getInputStream().read();
                if (octet < 0) {
                    throw new IOException("no whole answer: " + answer);
                }
                answer.append((char) octet);
            }
            meter().read(answer.length());
            return answer.toString();
        }
    }

    /** Creates a session by a poll; returns its id. */
    String session() throws IOException {
        return idOf(ask("create_session", CREATE + POLL).get(0));
    }

    /** Answer to a harmless control request. */
    String control(String session) throws IOException {
        return ask("control", "LS_reqId=1&LS_op=constrain&LS_session=" + session).get(0);
    }

    /** Answer to a poll. */
    List<String> poll(String session) throws IOException {
        return ask("bind_session", "LS_session=" + session + POLL);
    }

    static String idOf(String conok) {
        if (!conok.startsWith("CONOK,")) {
            throw new AssertionError("no session: " + conok);
        }
        return conok.split(",")[1];
    }

    /** Opens a WebSocket; fails with the status of the answer when that is refused. */
    Talk webSocket() throws IOException {
        Talk talk = new Talk(meter());
        try {
            talk.socket = http.newWebSocketBuilder().subprotocols(version + ".lightstreamer.com")
                    .buildAsync(URI.create((scheme.equals("https") ? "wss" : "ws") + "://" + authority + "/lightstreamer"), talk)
                    .orTimeout(PATIENCE.toMillis(), TimeUnit.MILLISECONDS).join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof java.net.http.WebSocketHandshakeException refused) {
                throw new IOException("refused with " + refused.getResponse().statusCode());
            }
            throw new IOException(e.getCause());
        }
        return talk;
    }

    private <T> HttpResponse<T> send(HttpRequest request, HttpResponse.BodyHandler<T> body) throws IOException {
        try {
            return http.send(request, body);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
    }

    private HttpRequest request(String name, String body, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(scheme + "://" + authority + "/lightstreamer/" + name
                + ".txt?LS_protocol=" + version)).timeout(PATIENCE).POST(HttpRequest.BodyPublishers.ofString(body));
        if (headers.length > 0) {
            request.headers(headers);
        }
        return request.build();
    }

    /** One WebSocket. */
    static final class Talk implements WebSocket.Listener, AutoCloseable {

        private final BlockingQueue<String> lines = new LinkedBlockingQueue<>();
        private final StringBuilder partial = new StringBuilder();
        private final NodeReads.Meter meter;
        private WebSocket socket;

        private Talk(NodeReads.Meter meter) {
            this.meter = meter;
        }

        Talk send(String name, String parameters) {
            socket.sendText(name + "\r\n" + parameters, true).join();
            return this;
        }

        /** The next line. */
        String line() {
            try {
                String line = lines.poll(Await.SOON.toMillis(), TimeUnit.MILLISECONDS);
                if (line == null) {
                    throw new AssertionError("no line came");
                }
                return line;
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new AssertionError(e);
            }
        }

        /** The next line that begins like this; others are passed over. */
        String line(String start) {
            String line = line();
            while (!line.startsWith(start)) {
                line = line();
            }
            return line;
        }

        @Override
        public CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
            meter.read(data.length());
            partial.append(data);
            if (last) {
                lines.addAll(List.of(partial.toString().split("\r\n")));
                partial.setLength(0);
            }
            from.request(1);
            return null;
        }

        @Override
        public CompletionStage<?> onClose(WebSocket from, int code, String reason) {
            lines.add("(closed " + code + ")");
            return null;
        }

        @Override
        public void onError(WebSocket from, Throwable error) {
            lines.add("(cut)");
        }

        @Override
        public void close() {
            socket.abort();
        }
    }
}
