package dev.sluice.server.transport;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SlowReaderTest {

    private static final byte[] LINE = ("U,1,1," + "x".repeat(2000) + "\r\n").getBytes(java.nio.charset.StandardCharsets.US_ASCII);

    @TempDir
    Path dir;

    @Test
    void aClientThatDoesNotReadIsNoticedSoonAndWritableAgainWhenItReads() throws Exception {
        try (TransportFixture node = new TransportFixture(dir, s -> { }); RawClient raw = node.connect()) {
            RawWebSocket slow = new RawWebSocket(raw, "TLCP-2.5.0.lightstreamer.com");
            slow.send("stream");
            slow.read();
            ScriptedEntry.Opened stream = node.entry.stream();
            int written = fill(stream);
            assertThat(written).as("bytes swallowed before the session is told to wait").isLessThan(8_000_000);
            assertThat(stream.told).isEmpty();
            int read = 0;
            while (read < written) {
                read += slow.read().payload().length;
            }
            assertThat(TransportFixture.take(stream.told)).isEqualTo("writable");
            stream.onLoop(() -> assertThat(stream.stream.writable()).isTrue());
        }
    }

    /** Writes until the socket takes no more; the bytes written. */
    static int fill(ScriptedEntry.Opened stream) throws InterruptedException {
        int[] written = new int[1];
        boolean[] full = new boolean[1];
        while (!full[0]) {
            stream.onLoop(() -> {
                for (int i = 0; i < 8 && stream.stream.writable(); i++) {
                    stream.stream.write(LINE, 0, LINE.length);
                    stream.stream.flush();
                    written[0] += LINE.length;
                }
                full[0] = !stream.stream.writable();
            });
        }
        return written[0];
    }
}
