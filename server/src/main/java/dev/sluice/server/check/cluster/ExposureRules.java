package dev.sluice.server.check.cluster;

import dev.sluice.server.check.cluster.Cluster.Arrival;
import dev.sluice.server.config.ConfigProblem.Severity;
import dev.sluice.server.config.CrossDomainPolicy;
import dev.sluice.server.config.ManagementConfig.Dashboard;
import dev.sluice.server.config.NodeConfig;
import dev.sluice.server.config.PortType;
import dev.sluice.server.config.SocketConfig;
import java.util.List;

/** What everybody may see, and what clients may hold on to. */
final class ExposureRules {
    private static final String GUIDE = "What is open";

    private final Cluster cluster;
    private final Findings findings;

    ExposureRules(Cluster cluster, Findings findings) {
        this.cluster = cluster;
        this.findings = findings;
    }

    void check() {
        for (Member member : cluster.members) {
            dashboard(member);
            origins(member);
        }
        cluster.members.stream().filter(ExposureRules::keepsWebSockets).findFirst().ifPresent(member ->
                findings.at(Severity.INFO, member, member.place("sluice.refuse_websocket_on_create_only"), "clients of today go on streaming on the WebSocket on which"
                        + " they created their session, and that stays on the way of creations as long as it lasts",
                        "to have their streams at the control link, set refuse_websocket_on_create_only to Y in <sluice>", "Two kinds of connections"));
    }

    private void dashboard(Member member) {
        Dashboard dashboard = member.config().management().dashboard();
        if (dashboard == null || !dashboard.openToAll()) {
            return;
        }
        for (SocketConfig socket : member.config().sockets()) {
            List<Arrival> arrivals = cluster.arrivals(member, socket);
            boolean forClients = socket.portType() == PortType.CREATE_ONLY || socket.portType() == PortType.CONTROL_ONLY;
            if (dashboard.sockets().includes(socket.name()) && (!arrivals.isEmpty() || forClients)) {
                findings.at(Severity.WARN, member, member.place("dashboard.public"), "shows the dashboard to everybody at " + socket.name() + " (line "
                        + socket.line() + ")" + (arrivals.isEmpty() ? ", a socket for clients" : ", to which " + arrivals.get(0).server().place().file() + ":"
                        + arrivals.get(0).server().place().line() + " leads"), "set public to N and add a user, or show it on a socket of its own"
                        + " by available_on_server", GUIDE);
            }
        }
    }

    private void origins(Member member) {
        CrossDomainPolicy policy = member.config().crossDomain();
        if (policy.acceptCredentials() && policy.rules().stream().anyMatch(CrossDomainPolicy.Rule::acceptsAll)) {
            findings.at(Severity.INFO, member, member.place("cross_domain_policy"), "lets pages of every origin read answers, with the cookies and"
                    + " certificates of whoever opens them", "name your sites in allow_access_from, or set accept_credentials to N", GUIDE);
        }
    }

    private static boolean keepsWebSockets(Member member) {
        NodeConfig config = member.config();
        return config.sessions().controlLinkAddress() != null && config.connections().webSocket().enabled()
                && !config.cluster().refuseWebSocketOnCreateOnly()
                && config.sockets().stream().anyMatch(s -> s.portType() == PortType.CREATE_ONLY)
                && config.sockets().stream().anyMatch(s -> s.portType() != PortType.CREATE_ONLY);
    }
}
