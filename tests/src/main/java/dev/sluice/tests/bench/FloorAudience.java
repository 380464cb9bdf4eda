package dev.sluice.tests.bench;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.util.concurrent.EventExecutor;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The floor's clients of one event loop, by item; touched by that loop only. */
final class FloorAudience {
    private final EventExecutor loop;
    private final Map<String, List<Wire>> wires = new HashMap<>();
    private final List<Wire> unflushed = new ArrayList<>();

    FloorAudience(EventExecutor loop) {
        this.loop = loop;
    }

    /** A whole WebSocket frame for the clients of an item. */
    record Frame(String item, ByteBuf bytes) {
    }

    /** The way to one client's socket, below the WebSocket encoder. */
    static final class Wire {
        private final ChannelHandlerContext context;
        private final ChannelPromise promise;
        private boolean written;

        Wire(ChannelHandlerContext context) {
            this.context = context;
            this.promise = context.channel().voidPromise();
        }
    }

    void add(String item, Wire wire) {
        assert loop.inEventLoop();
        wires.computeIfAbsent(item, name -> new ArrayList<>(1)).add(wire);
    }

    void remove(String item, Wire wire) {
        assert loop.inEventLoop();
        var audience = wires.get(item);
        if (audience != null && audience.remove(wire) && audience.isEmpty()) {
            wires.remove(item);
        }
    }

    /** Writes every frame to its clients, then flushes each of them once. */
    void send(List<Frame> frames) {
        assert loop.inEventLoop();
        for (var frame : frames) {
            for (var wire : wires.getOrDefault(frame.item(), List.of())) {
                wire.context.write(frame.bytes().retainedDuplicate(), wire.promise);
                if (!wire.written) {
                    wire.written = true;
                    unflushed.add(wire);
                }
            }
            frame.bytes().release();
        }
        for (var wire : unflushed) {
            wire.written = false;
            wire.context.flush();
        }
        unflushed.clear();
    }
}
