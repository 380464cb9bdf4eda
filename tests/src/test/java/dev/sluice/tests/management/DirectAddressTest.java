package dev.sluice.tests.management;

import static org.assertj.core.api.Assertions.assertThat;

import com.lightstreamer.client.ClientListener;
import com.lightstreamer.client.LightstreamerClient;
import dev.sluice.tests.kit.Await;
import dev.sluice.tests.kit.Behaviour;
import dev.sluice.tests.kit.NodeProcess;
import dev.sluice.tests.kit.NodeSettings;
import dev.sluice.tests.port.FreePorts;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** An official client that ignores the control link, as the dashboard's does, at a node whose control link leads nowhere. */
@Timeout(120)
class DirectAddressTest {

    @Behaviour(41)
    @ParameterizedTest
    @ValueSource(strings = {"GENERAL_PURPOSE", "PRIORITY", "CREATE_ONLY"})
    void aClientThatIgnoresTheControlLinkStaysAtItsAddress(String type) throws Exception {
        String status = statusAfterConnecting(type, "HTTP-STREAMING");
        assertThat(status).isEqualTo("CONNECTED:HTTP-STREAMING");
    }

    @Test
    @Behaviour(41)
    void itIsNotServedAtAControlOnlySocket() throws Exception {
        assertThat(statusAfterConnecting("CONTROL_ONLY", "HTTP-STREAMING")).isEqualTo("error 70");
    }

    private static String statusAfterConnecting(String type, String transport) throws Exception {
        int port = FreePorts.next();
        NodeSettings settings = new NodeSettings().set("control_link_address", "nowhere.invalid</control_link_address>"
                + "<http_server name=\"direct\"><port>" + port + "</port><port_type>" + type + "</port_type>"
                + "<listening_interface>127.0.0.1</listening_interface></http_server><control_link_address>");
        try (NodeProcess node = NodeProcess.start(settings)) {
            LightstreamerClient client = new LightstreamerClient("http://127.0.0.1:" + port, "TEST");
            client.connectionOptions.setServerInstanceAddressIgnored(true);
            client.connectionOptions.setForcedTransport(transport);
            AtomicReference<String> last = new AtomicReference<>("");
            client.addListener(new ClientListener() {
                @Override
                public void onStatusChange(String status) {
                    last.updateAndGet(before -> before.startsWith("error") ? before : status);
                }

                @Override
                public void onServerError(int code, String message) {
                    last.set("error " + code);
                }

                @Override
                public void onPropertyChange(String property) {
                }

                @Override
                public void onListenEnd() {
                }

                @Override
                public void onListenStart() {
                }
            });
            client.connect();
            try {
                Await.until("connected, or refused; last seen: " + last.get(),
                        () -> last.get().startsWith("error") || last.get().equals("CONNECTED:" + transport));
                return last.get();
            } finally {
                client.disconnect();
            }
        }
    }
}
