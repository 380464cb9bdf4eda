package dev.sluice.server.config;

import java.util.List;
import java.util.Set;

/**
 * How the node is watched and stopped.
 *
 * @param collectorMillis       sampling period of all statistics
 * @param rmiConnector          null = none
 * @param jmxmpPort             port of the JMXMP connector, 0 = none
 * @param sessionMBeans         {@code disable_session_mbeans}, turned round
 * @param longListProperties    whether attributes may return huge lists
 * @param ensureStoppingService start only if the stop command can work
 * @param dashboard             monitoring pages
 * @param healthcheck           where the health check answers
 */
public record ManagementConfig(long collectorMillis, RmiConnector rmiConnector, int jmxmpPort, SessionMBeans sessionMBeans,
                               boolean longListProperties, boolean ensureStoppingService, Dashboard dashboard,
                               SocketChoice healthcheck) {

    /** Session MBeans: none, without sampled attributes removed, or whole. */
    public enum SessionMBeans { NONE, WITHOUT_SAMPLES, FULL }

    /**
     * The RMI connector of JMX.
     *
     * @param hostname           written into stubs, null = JVM property
     * @param testTimeoutMillis  0 = none
     * @param listeningInterface null = any
     * @param keystore           null = JVM properties
     * @param openToAll          no credentials asked ({@code public})
     * @param users              the first one is used by the stop command
     */
    public record RmiConnector(int port, boolean ssl, int dataPort, boolean dataSsl, String hostname, boolean testPorts,
                               long testTimeoutMillis, String listeningInterface, KeystoreConfig keystore,
                               TlsConfig.TlsSuites suites, boolean openToAll, List<User> users) {

        public RmiConnector {
            users = List.copyOf(users);
        }
    }

    /** A user of the JMX connector or the dashboard. */
    public record User(String id, String password, boolean jmxTreeVisible) {

        @Override
        public String toString() {
            return "User[" + id + "]";
        }
    }

    /**
     * The monitoring dashboard.
     *
     * @param openToAll      no credentials asked ({@code public})
     * @param sockets        where it is served
     * @param jmxTreeHidden  sockets on which the JMX tree is not shown
     * @param urlPath        begins with a slash
     * @param hostnameLookup resolve client names for its lists
     */
    public record Dashboard(boolean jmxTree, boolean openToAll, List<User> users, SocketChoice sockets,
                            Set<String> jmxTreeHidden, String urlPath, boolean hostnameLookup) {

        public Dashboard {
            users = List.copyOf(users);
            jmxTreeHidden = Set.copyOf(jmxTreeHidden);
        }
    }

    /**
     * A choice of listening sockets.
     *
     * @param all   every socket
     * @param names names of sockets, when not all
     */
    public record SocketChoice(boolean all, Set<String> names) {

        public SocketChoice {
            names = Set.copyOf(names);
        }

        /** Whether the socket of that name is chosen. */
        public boolean includes(String socketName) {
            return all || names.contains(socketName);
        }
    }
}
