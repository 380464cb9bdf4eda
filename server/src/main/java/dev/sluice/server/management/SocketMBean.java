package dev.sluice.server.management;

import dev.sluice.server.counters.Counters;
import dev.sluice.server.counters.LoopCounts;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import javax.management.ObjectName;

/** {@code type=ServerSocket}: one listening socket. */
final class SocketMBean {

    private static final MBeanTable<SocketMBean> TABLE = table();

    private final SocketView socket;
    private final Counters counters;
    private final ConnectionStatistics connections;
    private final WordRate protocols;
    private final WordRate suites;

    SocketMBean(SocketView socket, Collector collector) {
        this.socket = socket;
        this.counters = new Counters(socket.counts());
        this.connections = new ConnectionStatistics(counters, collector);
        this.protocols = new WordRate(() -> counters.tally(LoopCounts::tlsProtocols), collector);
        this.suites = new WordRate(() -> counters.tally(LoopCounts::tlsSuites), collector);
    }

    MBean<SocketMBean> mbean() {
        return TABLE.of(this);
    }

    /** Both names users know a socket by. */
    List<ObjectName> names() {
        List<ObjectName> names = new ArrayList<>();
        names.add(MBeanNames.of("ServerSocket", "name", socket.config().name()));
        String port = Integer.toString(socket.port());
        String local = socket.config().listeningInterface();
        names.add(local == null ? MBeanNames.of("ServerSocket", "Port", port)
                : MBeanNames.of("ServerSocket", "Port", port, "Interface", local));
        return names;
    }

    private static MBeanTable<SocketMBean> table() {
        MBeanTable<SocketMBean> table = new MBeanTable<SocketMBean>("A listening socket.")
                .shows("ServerName", String.class, "Its name.", s -> s.socket.config().name())
                .shows("LocalInterface", String.class, "Its listening_interface; null for every local address.",
                        s -> s.socket.config().listeningInterface())
                .shows("LocalPort", Integer.class, "Its port.", s -> s.socket.port())
                .shows("IsSSL", Boolean.class, "Whether it is an https_server.", s -> s.socket.config().secure())
                .shows("PortType", String.class, "Its port_type.", s -> s.socket.config().portType().name())
                .shows("CumulAcceptPauseMillis", Long.class, "How long it has not accepted connections, in all.",
                        s -> s.socket.pausedMillis())
                .does("getCumulConnecionCloseCauses", Map.class, "Connections closed since the start, per cause.",
                        (s, a) -> s.counters.tally(LoopCounts::connectionEnds), ResourceMBean.PLACEHOLDER)
                .does("disable", Boolean.class, "Suspends accepting by hand; false when it was suspended by hand already.",
                        s -> s.socket.disable())
                .does("enable", Boolean.class, "Accepts again; false when it was not suspended by hand.", s -> s.socket.enable());
        addWords(table, "TLSProtocolsChosen", "Protocols TLS handshakes agreed on", s -> s.protocols);
        addWords(table, "TLSCipherSuitesChosen", "Cipher suites TLS handshakes agreed on", s -> s.suites);
        ConnectionStatistics.addTo(table, s -> s.connections);
        return table;
    }

    private static void addWords(MBeanTable<SocketMBean> table, String name, String meaning, Function<SocketMBean, WordRate> of) {
        table.does("getNew" + name, Map.class, meaning + ", in the last period.", (s, a) -> of.apply(s).last(),
                        ResourceMBean.PLACEHOLDER)
                .does("getCumul" + name, Map.class, meaning + ", since the start.", (s, a) -> of.apply(s).total(),
                        ResourceMBean.PLACEHOLDER);
    }
}
