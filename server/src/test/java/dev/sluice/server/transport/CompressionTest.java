package dev.sluice.server.transport;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.server.config.WebServerSettings;
import dev.sluice.server.config.YesNoAuto;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;
import java.util.zip.Inflater;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Bodies are compressed for clients that take it, by the rules of the configuration. */
class CompressionTest {

    private static final String LONG = "LS_reqId=1".repeat(20);
    private static final String GZIP = "Accept-Encoding: br, gzip;q=0.8";

    @TempDir
    Path dir;

    @Test
    void longShortAnswersAreCompressedWhereAskedFor() throws Exception {
        try (TransportFixture node = node(YesNoAuto.Y); RawClient client = node.connect()) {
            post(client, LONG, GZIP);
            String head = client.head();
            assertThat(head).contains("Content-Encoding: gzip\r\n", "Vary: Accept-Encoding\r\n");
            assertThat(unzip(client.bytes(length(head)))).isEqualTo("msg null " + LONG + "\r\n");
            for (String refusing : new String[] {"Accept-Encoding: identity", "Accept-Encoding: gzip;q=0", "X: gzip"}) {
                assertThat(client.post("/lightstreamer/msg.txt", LONG, refusing).header("content-encoding")).as(refusing).isNull();
            }
            assertThat(client.post("/lightstreamer/msg.txt", "short", GZIP).header("content-encoding")).isNull();
        }
        try (TransportFixture node = node(YesNoAuto.AUTO); RawClient client = node.connect()) {
            assertThat(client.post("/lightstreamer/msg.txt", LONG, GZIP).header("content-encoding")).isNull();
        }
    }

    @Test
    void whatAStreamHasSentCanBeReadAtOnce() throws Exception {
        try (TransportFixture node = node(YesNoAuto.Y); RawClient client = node.connect()) {
            client.send("POST /lightstreamer/create_session.txt HTTP/1.1\r\nHost: h\r\nContent-Length: 0\r\n" + GZIP + "\r\n\r\n");
            assertThat(client.head()).contains("Content-Encoding: gzip", "Transfer-Encoding: chunked");
            ScriptedEntry.Opened opened = node.entry.stream();
            Inflater inflater = new Inflater(true);
            byte[] first = rawChunk(client);
            inflater.setInput(first, 10, first.length - 10);
            assertThat(text(inflater)).isEqualTo("CONOK\r\n");
            opened.send("U,1,1,a\r\n");
            inflater.setInput(rawChunk(client));
            assertThat(text(inflater)).isEqualTo("U,1,1,a\r\n");
            opened.onLoop(() -> opened.stream.finish(false));
            inflater.setInput(rawChunk(client));
            assertThat(text(inflater)).isEmpty();
            assertThat(inflater.finished()).isTrue();
            assertThat(rawChunk(client)).isEmpty();
            assertThat(client.post("/lightstreamer/msg.txt", "x").body()).contains("msg");
        }
    }

    @Test
    void pagesAreCompressedByTheirTypeAndSize() throws Exception {
        Path pages = Files.createDirectories(dir.resolve("pages"));
        Files.writeString(pages.resolve("long.html"), "<p>page</p>".repeat(50));
        Files.writeString(pages.resolve("short.html"), "<p>page</p>");
        Files.writeString(pages.resolve("long.css"), "p { }".repeat(100));
        Files.createDirectories(dir.resolve("conf"));
        try (TransportFixture node = new TransportFixture(dir.resolve("conf"), s -> {
            s.webServer.enabled = true;
            s.webServer.compressionThreshold = 100;
            s.webServer.useCompression.byDefault = true;
            WebServerSettings.SpecialCase styles = new WebServerSettings.SpecialCase();
            styles.contentTypes.add(new dev.sluice.server.config.ConfSettings.Condition());
            styles.contentTypes.get(0).contains = "css";
            s.webServer.useCompression.specialCases.add(styles);
        }); RawClient client = node.connect()) {
            client.send("GET /long.html HTTP/1.1\r\nHost: h\r\n" + GZIP + "\r\n\r\n");
            String head = client.head();
            assertThat(head).contains("Content-Encoding: gzip\r\n");
            assertThat(unzip(client.bytes(length(head)))).isEqualTo("<p>page</p>".repeat(50));
            RawClient.Response plain = client.get("/long.html");
            assertThat(plain.header("content-encoding")).isNull();
            assertThat(plain.header("vary")).isEqualTo("Accept-Encoding");
            assertThat(head).doesNotContain("ETag: " + plain.header("etag"));
            String tag = head.substring(head.indexOf("ETag: ") + 6, head.indexOf("\r\n", head.indexOf("ETag: ")));
            assertThat(client.get("/long.html", GZIP, "If-None-Match: " + tag).status()).isEqualTo(304);
            assertThat(client.get("/short.html", GZIP).header("content-encoding")).isNull();
            assertThat(client.get("/long.css", GZIP).header("content-encoding")).isNull();
        }
    }

    private TransportFixture node(YesNoAuto compression) throws Exception {
        return new TransportFixture(dir, s -> {
            s.useCompression = compression;
            s.compressionThreshold = 100;
        });
    }

    private static void post(RawClient client, String body, String header) throws Exception {
        client.send("POST /lightstreamer/msg.txt HTTP/1.1\r\nHost: h\r\n" + header + "\r\nContent-Length: " + body.length()
                + "\r\n\r\n" + body);
    }

    private static int length(String head) {
        int at = head.indexOf("Content-Length: ") + 16;
        return Integer.parseInt(head.substring(at, head.indexOf('\r', at)));
    }

    private static String unzip(byte[] bytes) throws Exception {
        return new String(new GZIPInputStream(new ByteArrayInputStream(bytes)).readAllBytes(), StandardCharsets.UTF_8);
    }

    private static byte[] rawChunk(RawClient client) throws Exception {
        byte[] bytes = client.bytes(Integer.parseInt(client.line(), 16));
        assertThat(client.line()).isEmpty();
        return bytes;
    }

    private static String text(Inflater inflater) throws Exception {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        byte[] buffer = new byte[100];
        for (int made = inflater.inflate(buffer); made > 0; made = inflater.inflate(buffer)) {
            out.write(buffer, 0, made);
        }
        return out.toString(StandardCharsets.UTF_8);
    }
}
