package dev.sluice.server.transport;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.Unpooled;
import io.netty.buffer.UnpooledByteBufAllocator;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class FrameParserTest {

    private static final int LIMIT = 1000;
    private final ByteBufAllocator allocator = UnpooledByteBufAllocator.DEFAULT;

    @Test
    void messagesSurviveEveryCut() {
        byte[] input = join(frame(0x81, "héllo"), frame(0x01, "frag"), frame(0x89, "ping"), frame(0x00, "men"),
                frame(0x80, "ted"), frame(0x81, "x".repeat(200)), frame(0x8a, "pong"), frame(0x81, ""), frame(0x88, "\u0003è"));
        List<String> whole = parse(input, input.length);
        assertThat(whole).startsWith("text héllo", "ping ping", "text fragmented").hasSize(6).endsWith("text ", "closed 1000");
        for (int first = 0; first <= input.length; first++) {
            assertThat(parse(input, first)).as("cut at %d", first).isEqualTo(whole);
        }
        assertThat(parse(input, 1, 1)).isEqualTo(whole);
    }

    @Test
    void breakingTheRulesNamesTheCloseCode() {
        assertThat(parse(new byte[] {(byte) 0x81, 1, 'x'}, 9)).containsExactly("violation 1002");
        assertThat(parse(frame(0xc1, "x"), 99)).containsExactly("violation 1002");
        assertThat(parse(frame(0x83, "x"), 99)).containsExactly("violation 1002");
        assertThat(parse(frame(0x80, "x"), 99)).containsExactly("violation 1002");
        assertThat(parse(join(frame(0x01, "x"), frame(0x81, "y")), 99)).containsExactly("violation 1002");
        assertThat(parse(frame(0x09, "x"), 99)).containsExactly("violation 1002");
        assertThat(parse(frame(0x89, "x".repeat(126)), 999)).containsExactly("violation 1002");
        assertThat(parse(frame(0x88, "x"), 99)).containsExactly("violation 1002");
        assertThat(parse(RawWebSocket.frame(0x88, new byte[] {3, (byte) 0xed}), 99)).containsExactly("violation 1002");
        assertThat(parse(frame(0x82, "x"), 99)).containsExactly("violation 1003");
        assertThat(parse(RawWebSocket.frame(0x81, new byte[] {'a', (byte) 0xff}), 99)).containsExactly("violation 1007");
        assertThat(parse(RawWebSocket.frame(0x81, new byte[] {(byte) 0xed, (byte) 0xa0, (byte) 0x80}), 99))
                .containsExactly("violation 1007");
    }

    @Test
    void aReplacementCharacterThatWasSentIsText() {
        assertThat(parse(frame(0x81, "a\ufffdb"), 99)).containsExactly("text a\ufffdb");
    }

    @Test
    void aCharacterMayBeCutBetweenFragments() {
        byte[] euro = "€".getBytes(StandardCharsets.UTF_8);
        byte[] input = join(RawWebSocket.frame(0x01, Arrays.copyOf(euro, 1)),
                RawWebSocket.frame(0x80, Arrays.copyOfRange(euro, 1, 3)));
        assertThat(parse(input, 3)).containsExactly("text €");
    }

    @Test
    void aMessageBeyondTheLimitIsRefusedBeforeItHasArrived() {
        byte[] big = frame(0x81, "x".repeat(LIMIT + 1));
        assertThat(parse(Arrays.copyOf(big, 8), 99)).containsExactly("violation 1009");
        assertThat(parse(frame(0x81, "x".repeat(LIMIT)), 99)).hasSize(1).allMatch(s -> s.startsWith("text"));
        assertThat(parse(join(frame(0x01, "x".repeat(LIMIT)), frame(0x80, "x")), 99)).containsExactly("violation 1009");
        byte[] huge = {(byte) 0x81, (byte) 0xff, (byte) 0x80, 0, 0, 0, 0, 0, 0, 0, 1, 2, 3, 4};
        assertThat(parse(huge, 99)).containsExactly("violation 1009");
    }

    @Test
    void nothingIsReadAfterAClose() {
        assertThat(parse(join(frame(0x88, ""), frame(0x81, "late")), 99)).containsExactly("closed 1005");
    }

    @Test
    void randomInputNeverFailsOtherwise() {
        Random random = new Random(42);
        for (int round = 0; round < 20_000; round++) {
            byte[] input = new byte[random.nextInt(60)];
            random.nextBytes(input);
            if (input.length > 1) {
                input[1] |= (byte) 0x80;
            }
            assertThat(parse(input, 1 + random.nextInt(20))).size().isLessThanOrEqualTo(30);
        }
    }

    private List<String> parse(byte[] input, int... cuts) {
        FrameParser parser = new FrameParser();
        List<String> seen = new ArrayList<>();
        FrameParser.Sink sink = new FrameParser.Sink() {
            @Override
            public void text(String text) {
                seen.add("text " + text);
            }

            @Override
            public void ping(byte[] payload) {
                seen.add("ping " + new String(payload, StandardCharsets.UTF_8));
            }

            @Override
            public void closed(int code) {
                seen.add("closed " + code);
            }

            @Override
            public void violation(int code, String reason) {
                seen.add("violation " + code);
            }
        };
        int at = 0;
        int cut = 0;
        while (at < input.length) {
            int size = Math.min(input.length - at, cuts.length == 1 && cut > 0 ? input.length : cuts[cut % cuts.length]);
            parser.read(allocator, Unpooled.copiedBuffer(input, at, size), LIMIT, sink);
            at += size;
            cut++;
        }
        parser.release();
        return seen;
    }

    private static byte[] frame(int first, String payload) {
        return RawWebSocket.frame(first, payload.equals("\u0003è") ? new byte[] {3, (byte) 0xe8}
                : payload.getBytes(StandardCharsets.UTF_8));
    }

    private static byte[] join(byte[]... parts) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            all.writeBytes(part);
        }
        return all.toByteArray();
    }
}
