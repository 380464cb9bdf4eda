package dev.sluice.server.transport;

import dev.sluice.server.config.PortAdvice;
import dev.sluice.server.config.SocketConfig;
import java.io.IOException;
import java.util.List;

/** The line that says why a socket cannot listen: which one, what the system said, and what to do. */
final class ListenFailure {

    private ListenFailure() {
    }

    /** @param all every socket of the configuration, of which another one may be in the way */
    static String line(SocketConfig socket, String address, List<SocketConfig> all, IOException cause) {
        String said = String.valueOf(cause.getMessage());
        return "cannot listen with " + block(socket) + " on " + address + ": " + said + advice(socket, all, said);
    }

    private static String advice(SocketConfig socket, List<SocketConfig> all, String said) {
        SocketConfig other = said.contains("in use") ? rival(socket, all) : null;
        if (other != null) {
            return "; " + block(other) + " has the same port: give one of them another port, or each its own listening_interface";
        }
        if (said.contains("assign requested address") || said.contains("unresolved") || said.contains("resolve")) {
            return "; listening_interface " + socket.listeningInterface() + " is no address of this machine (\"ip addr\" lists them):"
                    + " correct it, or leave it out to listen on all";
        }
        return PortAdvice.of(said, socket.port(), "port of this " + kind(socket));
    }

    private static SocketConfig rival(SocketConfig socket, List<SocketConfig> all) {
        return all.stream().filter(other -> other != socket && other.port() == socket.port() && (everywhere(other)
                || everywhere(socket) || other.listeningInterface().equals(socket.listeningInterface()))).findFirst().orElse(null);
    }

    /** On every address, beside which the system allows none of the machine's own. */
    private static boolean everywhere(SocketConfig socket) {
        return socket.listeningInterface() == null || List.of("0.0.0.0", "::").contains(socket.listeningInterface());
    }

    private static String block(SocketConfig socket) {
        return kind(socket) + " \"" + socket.name() + "\"" + (socket.line() > 0 ? " (line " + socket.line() + ")" : "");
    }

    private static String kind(SocketConfig socket) {
        return socket.secure() ? "https_server" : "http_server";
    }
}
