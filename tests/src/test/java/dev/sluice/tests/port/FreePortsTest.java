package dev.sluice.tests.port;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class FreePortsTest {

    @Test
    void noPortIsGivenTwiceNorToAConnectionMeanwhile() throws IOException {
        Set<Integer> given = new HashSet<>();
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                Socket ephemeral = new Socket(InetAddress.getLoopbackAddress(), server.getLocalPort())) {
            for (int i = 0; i < 100; i++) {
                int port = FreePorts.next();
                assertThat(given.add(port)).as("port %d given for the first time", port).isTrue();
                assertThat(port).isBetween(FreePorts.FIRST, FreePorts.END - 1).isLessThan(ephemeral.getLocalPort());
            }
        }
    }

    @Test
    void aPortThatIsListenedOnAtOneAddressIsNotFree() throws IOException {
        int port = FreePorts.next();
        try (ServerSocket taken = new ServerSocket(port, 1, InetAddress.getByName("127.0.0.2"))) {
            assertThat(FreePorts.free(taken.getLocalPort())).isFalse();
        }
        assertThat(FreePorts.free(port)).isTrue();
    }
}
