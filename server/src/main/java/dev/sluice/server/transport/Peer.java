package dev.sluice.server.transport;

import io.netty.channel.Channel;
import io.netty.handler.ssl.SslHandler;
import io.netty.util.NetUtil;
import io.vertx.core.net.SocketAddress;
import java.net.InetSocketAddress;
import java.security.Principal;
import javax.net.ssl.SSLPeerUnverifiedException;

/**
 * The other end of a connection, after the PROXY protocol.
 *
 * @param address   shortest form, without brackets
 * @param endpoint  address the TCP connection comes from: a balancer's, where the PROXY protocol names the client
 * @param principal subject of its TLS certificate, or null
 */
record Peer(String address, int port, String endpoint, Principal principal) {

    /**
     * Looks at an accepted connection.
     *
     * @param remote what Vert.x found out; the channel itself knows only the balancer
     */
    static Peer of(Channel channel, SocketAddress remote) {
        SslHandler tls = channel.pipeline().get(SslHandler.class);
        Principal principal = null;
        if (tls != null) {
            try {
                principal = tls.engine().getSession().getPeerPrincipal();
            } catch (SSLPeerUnverifiedException e) {
                principal = null;
            }
        }
        InetSocketAddress direct = (InetSocketAddress) channel.remoteAddress();
        String endpoint = NetUtil.toAddressString(direct.getAddress());
        if (remote != null && remote.isInetSocket()) {
            String ip = remote.hostAddress() != null ? remote.hostAddress() : remote.host();
            return new Peer(ClientAddress.normal(ip), remote.port(), endpoint, principal);
        }
        return new Peer(endpoint, direct.getPort(), endpoint, principal);
    }

    @Override
    public String toString() {
        return address + ":" + port;
    }
}
