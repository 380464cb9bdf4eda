package dev.sluice.server.check;

import dev.sluice.server.config.ClusterConfig;
import dev.sluice.server.config.ConfigProblem;
import dev.sluice.server.config.ConfigProblem.Severity;
import dev.sluice.server.config.ManagementConfig;
import dev.sluice.server.config.PortAdvice;
import dev.sluice.server.config.SocketConfig;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;

/**
 * Listens for a moment wherever the node would, all places at a time, to find out whether this machine has the addresses and
 * the ports are free. A node that is running has its ports itself.
 */
final class PortTrial implements AutoCloseable {
    private final CheckedFile file;
    private final List<ConfigProblem> found = new ArrayList<>();
    private final List<ServerSocket> open = new ArrayList<>();

    private PortTrial(CheckedFile file) {
        this.file = file;
    }

    static List<ConfigProblem> check(CheckedFile file) {
        try (PortTrial trial = new PortTrial(file)) {
            for (SocketConfig socket : file.config().sockets()) {
                String block = (socket.secure() ? "https_server[" : "http_server[") + socket.name() + "]";
                trial.listen(block, "port", socket.listeningInterface(), socket.port());
            }
            ManagementConfig.RmiConnector rmi = file.config().management().rmiConnector();
            if (rmi != null) {
                trial.listen("jmx/rmi_connector", "port", rmi.listeningInterface(), rmi.port());
                if (rmi.dataPort() != rmi.port()) {
                    trial.listen("jmx/rmi_connector", "data_port", rmi.listeningInterface(), rmi.dataPort());
                }
            }
            ClusterConfig.ProbeSocket probe = file.config().cluster().probe();
            if (probe != null) {
                trial.listen("sluice", "probe_port", probe.listeningInterface(), probe.port());
            }
            return trial.found;
        }
    }

    private void listen(String block, String element, String address, int port) {
        InetAddress local = null;
        try {
            local = address == null ? null : InetAddress.getByName(address);
        } catch (UnknownHostException e) {
            String interfaceName = element.equals("probe_port") ? "probe_interface" : "listening_interface";
            found.add(file.finding(Severity.WARN, block + "/" + interfaceName, "is no address, and no name that resolves on this machine",
                    "correct it, or check on the machine that will run the node"));
            return;
        }
        try {
            ServerSocket socket = new ServerSocket();
            open.add(socket);
            socket.bind(new InetSocketAddress(local, port));
        } catch (IOException e) {
            String advice = PortAdvice.of(e.getMessage(), port, element);
            found.add(file.finding(Severity.WARN, block + "/" + element, "the system does not let this machine listen on "
                    + (address == null ? "" : address + ":") + port + ": " + e.getMessage(), advice.replaceFirst("^; ", "")));
        }
    }

    @Override
    public void close() {
        for (ServerSocket socket : open) {
            try {
                socket.close();
            } catch (IOException e) {
                found.add(file.finding(Severity.WARN, "", "port " + socket.getLocalPort() + " could not be given back: " + e.getMessage(), ""));
            }
        }
    }
}
