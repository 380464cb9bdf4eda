package dev.sluice.tests.conformance;

import dev.sluice.tests.kit.NodeReads;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** One socket to the node that sends octets as told and reads octets with a deadline. */
final class Wire implements AutoCloseable {

    static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final int NARROW = 4096;

    /** How a peer ended a connection. */
    enum Ending { CLEAN, ABORTED }

    private final Socket socket;
    private final InputStream in;
    private final OutputStream out;
    private final NodeReads.Meter meter;
    private final byte[] buffer = new byte[64 * 1024];
    private int from;
    private int to;
    private Ending ending;

    private Wire(Socket socket) throws IOException {
        this.socket = socket;
        meter = NodeReads.meter(socket.getPort());
        in = socket.getInputStream();
        out = socket.getOutputStream();
    }

    static Wire open(int port) throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setTcpNoDelay(true);
        return new Wire(socket);
    }

    /** One whose reader is slow: little fits between the node and the test. */
    static Wire narrow(int port) throws IOException {
        Socket socket = new Socket();
        socket.setReceiveBufferSize(NARROW);
        socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        return new Wire(socket);
    }

    Wire send(String text) throws IOException {
        return send(text.getBytes(StandardCharsets.UTF_8));
    }

    Wire send(byte[] bytes) throws IOException {
        out.write(bytes);
        out.flush();
        return this;
    }

    /** Sends in two segments; the second leaves when the first has had time to be read alone. */
    Wire sendCut(byte[] bytes, int at) throws IOException {
        out.write(bytes, 0, at);
        out.flush();
        quietFor(Duration.ofMillis(1));
        out.write(bytes, at, bytes.length - at);
        out.flush();
        return this;
    }

    /** The next octet, -1 when the peer has ended the connection. */
    int read() throws IOException {
        if (from == to && !fill(PATIENCE)) {
            throw new AssertionError("nothing came within " + PATIENCE.toMillis() + " ms");
        }
        return from == to ? -1 : buffer[from++] & 0xff;
    }

    byte[] read(int count) throws IOException {
        byte[] bytes = new byte[count];
        for (int i = 0; i < count; i++) {
            int octet = read();
            if (octet < 0) {
                throw new AssertionError("the connection ended after " + i + " of " + count + " octets");
            }
            bytes[i] = (byte) octet;
        }
        return bytes;
    }

    /** Whether nothing comes, not even an end, for a while. */
    boolean quietFor(Duration time) throws IOException {
        return from == to && !fill(time);
    }

    /** Reads what still comes up to the end of the connection; says how it ended. */
    Ending awaitEnd() throws IOException {
        while (read() >= 0) {
            from = to;
        }
        return ending;
    }

    /** Ends the sending side only. */
    void shutOutput() throws IOException {
        socket.shutdownOutput();
    }

    /** Vanishes as a lost connection does: without a farewell. */
    void cut() throws IOException {
        socket.setSoLinger(true, 0);
        socket.close();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }

    private boolean fill(Duration patience) throws IOException {
        if (ending != null) {
            return true;
        }
        try {
            socket.setSoTimeout((int) patience.toMillis());
            int count = in.read(buffer);
            meter.read(count);
            from = 0;
            to = Math.max(count, 0);
            if (count < 0) {
                ending = Ending.CLEAN;
            }
        } catch (SocketTimeoutException e) {
            return false;
        } catch (IOException e) {
            from = to;
            ending = Ending.ABORTED;
        }
        return true;
    }
}
