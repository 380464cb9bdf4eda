package dev.sluice.tests.port;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * Ports to be given to a process that binds them a moment later. The system would give ports of its ephemeral range, from
 * which any connection of a test next door may take the same one before the process has bound it; these are of the range
 * below, and each is given to one asker only, in whatever process it runs, until the range has been gone through.
 */
public final class FreePorts {

    static final int FIRST = 20_000;
    static final int END = 32_000;
    private static final Path TURN =
            Path.of(System.getProperty("java.io.tmpdir"), "sluice-ports-" + System.getProperty("user.name"));

    private FreePorts() {
    }

    /**
     * A port nobody listens on at any address.
     *
     * @throws IOException when the whole range is taken, or its turn cannot be kept in the folder for temporary files
     */
    public static synchronized int next() throws IOException {
        try (FileChannel turn = FileChannel.open(TURN, StandardOpenOption.CREATE, StandardOpenOption.READ,
                StandardOpenOption.WRITE)) {
            turn.lock();
            ByteBuffer bytes = ByteBuffer.allocate(Integer.BYTES);
            int port = turn.read(bytes, 0) == Integer.BYTES ? bytes.getInt(0) : FIRST;
            for (int tried = FIRST; tried < END; tried++) {
                port = port + 1 < END && port >= FIRST ? port + 1 : FIRST;
                if (free(port)) {
                    turn.write(bytes.clear().putInt(port).flip(), 0);
                    return port;
                }
            }
        }
        throw new IOException("no port from " + FIRST + " to " + (END - 1) + " is free");
    }

    static boolean free(int port) {
        try (ServerSocket socket = new ServerSocket()) {
            socket.bind(new InetSocketAddress(port), 1);
            return true;
        } catch (IOException taken) {
            return false;
        }
    }
}
