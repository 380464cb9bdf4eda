package dev.sluice.server.transport;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HttpFuzzTest {

    private static final String[] SEEDS = {
        "POST /lightstreamer/msg.txt?LS_protocol=TLCP-2.5.0 HTTP/1.1\r\nHost: h\r\nContent-Length: 4\r\n\r\nab=c",
        "POST /lightstreamer/control.txt HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n3\r\na=b\r\n0\r\n\r\n",
        "GET /lightstreamer/heartbeat.txt HTTP/1.1\r\nHost: h\r\nX-Forwarded-For: 1.2.3.4, [::1]:80\r\nOrigin: http://x:80\r\n\r\n",
        "OPTIONS /lightstreamer/create_session.txt HTTP/1.1\r\nHost: h\r\nOrigin: null\r\n\r\n",
        "GET /demo/%41/../index.html HTTP/1.1\r\nHost: h\r\nIf-None-Match: \"a\"\r\n\r\n",
        RawWebSocket.HANDSHAKE + "Sec-WebSocket-Protocol: TLCP-2.5.0.lightstreamer.com\r\n\r\n"};
    private static final String INTERESTING = "\r\n\0 \t:;,%?/\u00ff0aZ-+\"";

    @TempDir
    Path dir;

    @Test
    void mutatedRequestsNeverHangOrBreakTheNode() throws Exception {
        Random random = new Random(20261122);
        try (TransportFixture node = new TransportFixture(dir, s -> s.readTimeoutMillis = 150)) {
            for (int round = 0; round < 400; round++) {
                byte[] request = mutate(random, SEEDS[random.nextInt(SEEDS.length)]);
                try (RawClient client = node.connect()) {
                    int cut = random.nextInt(request.length + 1);
                    client.send(java.util.Arrays.copyOf(request, cut));
                    client.send(java.util.Arrays.copyOfRange(request, cut, request.length));
                    client.socket.shutdownOutput();
                    String answer = client.rest();
                    assertThat(answer.isEmpty() || answer.startsWith("HTTP/1.1 ") || answer.equals("[reset]"))
                            .as("round %d: %s -> %s", round, new String(request, StandardCharsets.ISO_8859_1), answer).isTrue();
                }
            }
            try (RawClient client = node.connect()) {
                assertThat(client.get("/lightstreamer/msg.txt?alive").body()).isEqualTo("msg alive \r\n");
            }
            TransportFixture.await(() -> node.transport.sockets().get(0).connections() == 0);
        }
    }

    private static byte[] mutate(Random random, String seed) {
        StringBuilder text = new StringBuilder(seed);
        for (int change = random.nextInt(4); change >= 0; change--) {
            int at = random.nextInt(text.length());
            switch (random.nextInt(5)) {
                case 0 -> text.setCharAt(at, INTERESTING.charAt(random.nextInt(INTERESTING.length())));
                case 1 -> text.deleteCharAt(at);
                case 2 -> text.insert(at, INTERESTING.charAt(random.nextInt(INTERESTING.length())));
                case 3 -> text.insert(at, text.substring(at, Math.min(text.length(), at + random.nextInt(30))));
                default -> text.setLength(Math.max(1, at));
            }
        }
        return text.toString().getBytes(StandardCharsets.ISO_8859_1);
    }
}
