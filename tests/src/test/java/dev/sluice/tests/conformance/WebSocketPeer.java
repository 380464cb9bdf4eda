package dev.sluice.tests.conformance;

import java.io.IOException;

/** A client on a WebSocket, with what it expects to read there. */
final class WebSocketPeer {

    final RawWebSocket socket;
    final Transcript lines;

    WebSocketPeer(RawWebSocket socket) {
        this.socket = socket;
        lines = new Transcript(socket);
    }

    WebSocketPeer send(String message) throws IOException {
        socket.send(message);
        return this;
    }

    /** Sends a message and reads the lines it must bring. */
    WebSocketPeer send(String message, String... expected) throws IOException {
        socket.send(message);
        lines.expect(expected);
        return this;
    }

    /** Id of its session. */
    String session() {
        return lines.value("session");
    }

    /** A request and its answer: everything the node had to write before has come when this returns. */
    WebSocketPeer settle() throws IOException {
        return send("control\r\nLS_reqId=9999&LS_op=constrain", "REQOK,9999", "CONS,{*}");
    }
}
