package dev.sluice.server.transport;

import io.netty.channel.Channel;
import io.netty.channel.ChannelFactory;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.ServerChannel;
import io.netty.channel.socket.DatagramChannel;
import io.netty.channel.socket.InternetProtocolFamily;
import io.vertx.core.net.SocketAddress;
import io.vertx.core.net.TcpConfig;
import io.vertx.core.spi.transport.Transport;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicReference;

/**
 * A transport of Vert.x that remembers the listening channel it made last: Vert.x shows it nowhere, and pausing the accepting
 * of connections needs it.
 */
final class ServerChannels implements io.vertx.core.transport.Transport {

    private final io.vertx.core.transport.Transport chosen;
    private final AtomicReference<ServerChannel> latest = new AtomicReference<>();

    private ServerChannels(io.vertx.core.transport.Transport chosen) {
        this.chosen = chosen;
    }

    /** Epoll where it is available, else the portable transport. */
    static ServerChannels create() {
        io.vertx.core.transport.Transport epoll = io.vertx.core.transport.Transport.EPOLL;
        return new ServerChannels(epoll != null && epoll.available() ? epoll : io.vertx.core.transport.Transport.NIO);
    }

    boolean isNative() {
        return chosen != io.vertx.core.transport.Transport.NIO;
    }

    /** The listening channel made since the last call. */
    ServerChannel takeLatest() {
        return latest.getAndSet(null);
    }

    @Override
    public String name() {
        return chosen.name();
    }

    @Override
    public boolean available() {
        return chosen.available();
    }

    @Override
    public Throwable unavailabilityCause() {
        return chosen.unavailabilityCause();
    }

    @Override
    public Transport implementation() {
        return new Remembering(chosen.implementation());
    }

    private final class Remembering implements Transport {

        private final Transport inner;

        Remembering(Transport inner) {
            this.inner = inner;
        }

        @Override
        public ChannelFactory<? extends ServerChannel> serverChannelFactory(boolean domainSocket) {
            ChannelFactory<? extends ServerChannel> factory = inner.serverChannelFactory(domainSocket);
            return () -> {
                ServerChannel channel = factory.newChannel();
                latest.set(channel);
                return channel;
            };
        }

        @Override
        public boolean supportsDomainSockets() {
            return inner.supportsDomainSockets();
        }

        @Override
        public boolean supportFileRegion() {
            return inner.supportFileRegion();
        }

        @Override
        public boolean isAvailable() {
            return inner.isAvailable();
        }

        @Override
        public Throwable unavailabilityCause() {
            return inner.unavailabilityCause();
        }

        @Override
        public java.net.SocketAddress convert(SocketAddress address) {
            return inner.convert(address);
        }

        @Override
        public SocketAddress convert(java.net.SocketAddress address) {
            return inner.convert(address);
        }

        @Override
        public IoHandlerFactory ioHandlerFactory() {
            return inner.ioHandlerFactory();
        }

        @Override
        public EventLoopGroup eventLoopGroup(int type, int threads, ThreadFactory threadFactory, int ioRatio) {
            return inner.eventLoopGroup(type, threads, threadFactory, ioRatio);
        }

        @Override
        public DatagramChannel datagramChannel(InternetProtocolFamily family) {
            return inner.datagramChannel(family);
        }

        @Override
        public ChannelFactory<? extends DatagramChannel> datagramChannelFactory() {
            return inner.datagramChannelFactory();
        }

        @Override
        public ChannelFactory<? extends Channel> channelFactory(boolean domainSocket) {
            return inner.channelFactory(domainSocket);
        }

        @Override
        public void configure(DatagramChannel channel, io.vertx.core.datagram.DatagramSocketOptions options) {
            inner.configure(channel, options);
        }

        @Override
        public void configure(TcpConfig config, boolean domainSocket, io.netty.bootstrap.Bootstrap bootstrap) {
            inner.configure(config, domainSocket, bootstrap);
        }

        @Override
        public void configure(TcpConfig config, boolean domainSocket, io.netty.bootstrap.ServerBootstrap bootstrap) {
            inner.configure(config, domainSocket, bootstrap);
        }
    }
}
