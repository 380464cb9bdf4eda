package dev.sluice.tests.bench;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.handler.codec.LineBasedFrameDecoder;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketServerProtocolHandler;
import io.netty.util.concurrent.EventExecutor;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

/**
 * The least a JVM can do: a WebSocket broadcaster on bare Netty, without sessions, modes or a protocol.
 *
 * <p>A client asks with one text of item names and is answered {@code ready}; every ingress line becomes one frame, made
 * once, which each event loop writes to its clients of that item. What a node costs above this is what it does for it.
 */
public final class Floor {
    private static final int LOOPS = 2;
    private static final int MAX_LINE = 1 << 16;

    private final Map<EventExecutor, FloorAudience> audiences = new IdentityHashMap<>();

    private Floor() {
    }

    public static void main(String[] args) throws InterruptedException {
        new Floor().listen(Integer.parseInt(args[0]), Integer.parseInt(args[1]));
    }

    private void listen(int webSocketPort, int ingressPort) throws InterruptedException {
        var loops = new MultiThreadIoEventLoopGroup(LOOPS, EpollIoHandler.newFactory());
        loops.forEach(loop -> audiences.put(loop, new FloorAudience(loop)));
        var clients = new ServerBootstrap().group(loops).channel(EpollServerSocketChannel.class)
                .option(ChannelOption.SO_BACKLOG, 4096)
                .childOption(ChannelOption.TCP_NODELAY, true)
                .childHandler(new ChannelInitializer<>() {
                    @Override
                    protected void initChannel(Channel channel) {
                        channel.pipeline().addLast("wire", new ChannelInboundHandlerAdapter());
                        channel.pipeline().addLast(new HttpServerCodec(), new HttpObjectAggregator(MAX_LINE),
                                new WebSocketServerProtocolHandler("/", null, true), new Client());
                    }
                });
        var feed = new ServerBootstrap().group(loops).channel(EpollServerSocketChannel.class)
                .childHandler(new ChannelInitializer<>() {
                    @Override
                    protected void initChannel(Channel channel) {
                        channel.pipeline().addLast(new LineBasedFrameDecoder(MAX_LINE), new Feed());
                    }
                });
        clients.bind("127.0.0.1", webSocketPort).sync();
        feed.bind("127.0.0.1", ingressPort).sync();
    }

    /** One subscriber; lives on its channel's loop. */
    private final class Client extends SimpleChannelInboundHandler<TextWebSocketFrame> {
        private final List<String> items = new ArrayList<>(1);
        private FloorAudience.Wire wire;

        @Override
        protected void channelRead0(ChannelHandlerContext context, TextWebSocketFrame frame) {
            if (wire == null) {
                wire = new FloorAudience.Wire(context.pipeline().context("wire"));
            }
            for (var item : frame.text().split(" ")) {
                items.add(item);
                audiences.get(context.executor()).add(item, wire);
            }
            context.writeAndFlush(new TextWebSocketFrame("ready"));
        }

        @Override
        public void channelInactive(ChannelHandlerContext context) {
            items.forEach(item -> audiences.get(context.executor()).remove(item, wire));
        }

        @Override
        public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
            context.close();
        }
    }

    /** The publisher's connection: gathers what one read brought, then hands it to every loop. */
    private final class Feed extends SimpleChannelInboundHandler<ByteBuf> {
        private List<FloorAudience.Frame> batch = new ArrayList<>();

        @Override
        protected void channelRead0(ChannelHandlerContext context, ByteBuf line) {
            int space = line.bytesBefore((byte) ' ');
            var item = line.toString(line.readerIndex(), space, StandardCharsets.ISO_8859_1);
            var payload = line.slice(line.readerIndex() + space + 1, line.readableBytes() - space - 1);
            batch.add(new FloorAudience.Frame(item, frame(context, payload)));
        }

        @Override
        public void channelReadComplete(ChannelHandlerContext context) {
            if (batch.isEmpty()) {
                return;
            }
            var frames = batch;
            batch = new ArrayList<>();
            frames.forEach(frame -> frame.bytes().retain(audiences.size() - 1));
            audiences.forEach((loop, audience) -> loop.execute(() -> audience.send(frames)));
        }

        private ByteBuf frame(ChannelHandlerContext context, ByteBuf payload) {
            int length = payload.readableBytes();
            var frame = context.alloc().directBuffer(length + 4).writeByte(0x81);
            if (length < 126) {
                frame.writeByte(length);
            } else {
                frame.writeByte(126).writeShort(length);
            }
            return frame.writeBytes(payload);
        }
    }
}
