package dev.sluice.server.transport;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OnePortServesAllTest {

    @TempDir
    Path dir;

    @Test
    void requestsStreamsWebSocketsAndPagesComeFromTheSamePort() throws Exception {
        Path conf = Files.createDirectories(dir.resolve("conf"));
        Files.writeString(Files.createDirectories(dir.resolve("pages")).resolve("index.html"), "<p>hello</p>");
        try (TransportFixture node = new TransportFixture(conf, s -> s.webServer.enabled = true);
             RawClient client = node.connect(); RawClient streaming = node.connect(); RawWebSocket socket = node.webSocket()) {
            assertThat(client.get("/").body()).isEqualTo("<p>hello</p>");
            assertThat(client.post("/lightstreamer/control.txt?LS_protocol=TLCP-2.5.0", "LS_reqId=1").body())
                    .isEqualTo("control LS_protocol=TLCP-2.5.0 LS_reqId=1\r\n");

            streaming.send("POST /lightstreamer/create_session.txt?LS_protocol=TLCP-2.5.0 HTTP/1.1\r\nHost: h\r\n"
                    + "Content-Length: 0\r\n\r\n");
            assertThat(streaming.head()).contains("text/enriched; charset=utf-8").contains("Transfer-Encoding: chunked");
            assertThat(streaming.chunk()).isEqualTo("CONOK\r\n");
            ScriptedEntry.Opened stream = node.entry.stream();
            stream.send("U,1,1,é\r\n");
            assertThat(streaming.chunk()).isEqualTo("U,1,1,é\r\n");

            socket.send("stream");
            assertThat(socket.read().text()).isEqualTo("CONOK\r\n");
            socket.send("control\r\nx");
            assertThat(socket.read().text()).isEqualTo("echo control\r\nx\r\n");
        }
    }
}
