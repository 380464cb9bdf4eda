package dev.sluice.server.transport;

import dev.sluice.server.request.ClientConnection;
import dev.sluice.server.request.RequestEntry;
import dev.sluice.server.session.StreamConnection;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** Takes requests for a test: {@code create_session} and the message {@code stream} open a stream, everything else is echoed. */
final class ScriptedEntry implements RequestEntry {

    final BlockingQueue<Opened> streams = new LinkedBlockingQueue<>();
    final BlockingQueue<ClientConnection> connections = new LinkedBlockingQueue<>();
    final BlockingQueue<String> requests = new LinkedBlockingQueue<>();
    final BlockingQueue<ClientConnection> closed = new LinkedBlockingQueue<>();

    /** A stream, and what its listener was told. */
    static final class Opened implements StreamConnection.Listener {
        final ClientConnection from;
        final StreamConnection stream;
        final BlockingQueue<String> told = new LinkedBlockingQueue<>();

        Opened(ClientConnection from, StreamConnection stream) {
            this.from = from;
            this.stream = stream;
        }

        @Override
        public void onWritable() {
            told.add("writable");
        }

        @Override
        public void onLost(StreamConnection connection) {
            told.add("lost");
        }

        @Override
        public void onEndInDoubt(StreamConnection connection) {
            told.add("end in doubt");
        }

        /** Runs {@code task} on the socket's loop and waits for its end. */
        void onLoop(Runnable task) throws InterruptedException {
            TransportFixture.onLoop(from.loop().thread(), task);
        }

        void send(String lines) throws InterruptedException {
            byte[] bytes = lines.getBytes(StandardCharsets.UTF_8);
            onLoop(() -> {
                stream.write(bytes, 0, bytes.length);
                stream.flush();
            });
        }
    }

    @Override
    public void onHttp(ClientConnection connection, String name, String query, String body) {
        connections.add(connection);
        requests.add(name + " " + query + " " + body);
        if (name.equals("create_session")) {
            open(connection);
        } else if (name.equals("heartbeat")) {
            connection.answerNothing();
        } else {
            connection.answer((name + " " + query + " " + body + "\r\n").getBytes(StandardCharsets.UTF_8));
        }
    }

    @Override
    public void onMessage(ClientConnection connection, String text) {
        connections.add(connection);
        requests.add(text);
        if (text.equals("stream")) {
            open(connection);
        } else {
            connection.answer(("echo " + text + "\r\n").getBytes(StandardCharsets.UTF_8));
        }
    }

    @Override
    public void onClosed(ClientConnection connection) {
        closed.add(connection);
    }

    Opened stream() throws InterruptedException {
        return TransportFixture.take(streams);
    }

    private void open(ClientConnection connection) {
        Opened opened = new Opened(connection, connection.openStream(1000));
        opened.stream.listener(opened, connection.loop().thread());
        byte[] head = "CONOK\r\n".getBytes(StandardCharsets.UTF_8);
        opened.stream.write(head, 0, head.length);
        opened.stream.flush();
        streams.add(opened);
    }
}
