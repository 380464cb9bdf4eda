package dev.sluice.tests.bench;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.ByteToMessageDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** One client of the load: opens a WebSocket, says its lines, then counts updates; lives on one event loop. */
final class LoadConnection extends ByteToMessageDecoder {
    private static final ByteBuf HEAD_END = Unpooled.unreleasableBuffer(
            Unpooled.copiedBuffer("\r\n\r\n", StandardCharsets.US_ASCII));
    private static final int CLOSE = 8;
    private static final int PING = 9;
    private static final int PONG = 10;

    private final Dialect dialect;
    private final List<Dialect.Step> steps;
    private final LoadCounts counts;
    private final byte[] updatePrefix;
    private boolean upgraded;
    private int step;

    LoadConnection(Dialect dialect, List<String> items, LoadCounts counts) {
        this.dialect = dialect;
        this.steps = dialect.steps(items);
        this.counts = counts;
        this.updatePrefix = dialect.updatePrefix.getBytes(StandardCharsets.US_ASCII);
    }

    @Override
    public void channelActive(ChannelHandlerContext context) {
        var head = "GET " + dialect.path + " HTTP/1.1\r\nHost: 127.0.0.1\r\nUpgrade: websocket\r\n"
                + "Connection: Upgrade\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: c2x1aWNlIGJlbmNobWFyaw==\r\n"
                + (dialect.subprotocol == null ? "" : "Sec-WebSocket-Protocol: " + dialect.subprotocol + "\r\n")
                + "\r\n";
        context.writeAndFlush(context.alloc().buffer().writeBytes(head.getBytes(StandardCharsets.US_ASCII)));
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        counts.closed(step == steps.size());
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        counts.trouble(cause.toString());
        context.close();
    }

    @Override
    protected void decode(ChannelHandlerContext context, ByteBuf in, List<Object> out) {
        if (!upgraded) {
            upgrade(context, in);
        }
        long now = System.nanoTime();
        while (upgraded && frame(context, in, now)) {
            counts.frame();
        }
    }

    private void upgrade(ChannelHandlerContext context, ByteBuf in) {
        int end = ByteBufUtil.indexOf(HEAD_END, in);
        if (end < 0) {
            return;
        }
        var head = in.readCharSequence(end + HEAD_END.readableBytes() - in.readerIndex(), StandardCharsets.US_ASCII).toString();
        if (!head.startsWith("HTTP/1.1 101")) {
            throw new IllegalStateException("refused: " + head.lines().findFirst().orElse(""));
        }
        upgraded = true;
        send(context, 1, steps.get(0).text());
    }

    /** Takes one frame if it is whole. */
    private boolean frame(ChannelHandlerContext context, ByteBuf in, long now) {
        int at = in.readerIndex();
        int readable = in.readableBytes();
        if (readable < 2) {
            return false;
        }
        int opcode = in.getByte(at) & 0x0f;
        long length = in.getByte(at + 1) & 0x7f;
        int header = length == 126 ? 4 : length == 127 ? 10 : 2;
        if (readable < header) {
            return false;
        }
        if (header > 2) {
            length = header == 4 ? in.getUnsignedShort(at + 2) : in.getLong(at + 2);
        }
        if (readable < header + length) {
            return false;
        }
        in.skipBytes(header);
        if (opcode == CLOSE) {
            context.close();
        } else if (opcode == PING) {
            send(context, PONG, "");
        } else {
            lines(context, in, (int) length, now);
        }
        in.readerIndex(at + header + (int) length);
        return true;
    }

    private void lines(ChannelHandlerContext context, ByteBuf in, int length, long now) {
        int start = in.readerIndex();
        int end = start + length;
        while (start < end) {
            int lineEnd = in.indexOf(start, end, (byte) '\n');
            int next = lineEnd < 0 ? end : lineEnd + 1;
            if (step == steps.size()) {
                count(in, start, next, now);
            } else {
                answer(context, in.toString(start, next - start, StandardCharsets.UTF_8).trim());
            }
            start = next;
        }
    }

    private void answer(ChannelHandlerContext context, String line) {
        if (line.startsWith(steps.get(step).answer())) {
            step++;
            if (step == steps.size()) {
                counts.ready();
            } else {
                send(context, 1, steps.get(step).text());
            }
        } else if (line.startsWith("CONERR") || line.startsWith("REQERR") || line.startsWith("ERROR")) {
            throw new IllegalStateException(line);
        }
    }

    private void count(ByteBuf in, int start, int end, long now) {
        for (int i = 0; i < updatePrefix.length; i++) {
            if (start + i >= end || in.getByte(start + i) != updatePrefix[i]) {
                return;
            }
        }
        int at = in.indexOf(start, end, (byte) '@') + 1;
        if (at == 0) {
            counts.trouble("an update without a stamp");
            return;
        }
        long stamp = 0;
        for (byte digit = in.getByte(at); digit != '@'; digit = in.getByte(++at)) {
            stamp = stamp * 10 + digit - '0';
        }
        counts.update((now - stamp) / 1000);
    }

    /** Sends a frame; the mask that clients owe is zero, so the text stays as it is. */
    private static void send(ChannelHandlerContext context, int opcode, String text) {
        var bytes = text.getBytes(StandardCharsets.UTF_8);
        var frame = context.alloc().buffer(bytes.length + 8).writeByte(0x80 | opcode);
        if (bytes.length < 126) {
            frame.writeByte(0x80 | bytes.length);
        } else {
            frame.writeByte(0x80 | 126).writeShort(bytes.length);
        }
        context.writeAndFlush(frame.writeInt(0).writeBytes(bytes));
    }
}
