package dev.sluice.tests.member;

import static org.assertj.core.api.Assertions.assertThat;

import com.lightstreamer.client.ItemUpdate;
import com.lightstreamer.client.LightstreamerClient;
import com.lightstreamer.client.Subscription;
import com.lightstreamer.client.SubscriptionListener;
import dev.sluice.tests.kit.Await;
import dev.sluice.tests.kit.Behaviour;
import dev.sluice.tests.kit.NodeProcess;
import dev.sluice.tests.kit.NodeSettings;
import dev.sluice.tests.kit.ScriptControl;
import dev.sluice.tests.port.FreePorts;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The official client at the node's own address, with a control link that leads elsewhere. */
@Timeout(180)
class ControlLinkTest {

    private static ServerSocket elsewhere;
    private static NodeProcess node;
    private static int createOnly;

    @BeforeAll
    static void start() throws IOException {
        elsewhere = new ServerSocket(0, 50, InetAddress.getByName("127.0.0.9"));
        createOnly = FreePorts.next();
        node = NodeProcess.start(new NodeSettings().set("control_link_address", "127.0.0.9:" + elsewhere.getLocalPort())
                .socket("S", "127.0.0.1", createOnly, "<port_type>CREATE_ONLY</port_type>"));
    }

    @AfterAll
    static void stop() throws IOException {
        node.close();
        elsewhere.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"WS-STREAMING", "HTTP-STREAMING", "WS-POLLING", "HTTP-POLLING", ""})
    @Behaviour({6, 39, 41})
    void clientThatIgnoresTheControlLinkStaysWhereItIs(String transport) throws IOException {
        for (int port : new int[] {node.port(), createOnly}) {
            String item = "direct-" + port + "-" + transport;
            List<String> values = new CopyOnWriteArrayList<>();
            LightstreamerClient client = client(port, transport);
            client.connectionOptions.setServerInstanceAddressIgnored(true);
            // Short responses, so that the session is bound again and again.
            client.connectionOptions.setContentLength(5_000);
            client.connect();
            try (ScriptControl script = node.script()) {
                client.subscribe(subscription(item, values));
                Await.until("the item is subscribed", () -> script.calls(item).contains("subscribe"));
                for (int i = 1; i <= 10; i++) {
                    script.update(item, "value", i + "-" + "x".repeat(2_000));
                    String expected = Integer.toString(i);
                    Await.until("update " + i + " comes on " + transport + ", " + values, () -> values.contains(expected));
                }
                assertThat(values).containsExactly("1", "2", "3", "4", "5", "6", "7", "8", "9", "10");
                assertThat(client.getStatus()).startsWith(transport.isEmpty() ? "CONNECTED:" : "CONNECTED:" + transport);
                assertThat(client.connectionDetails.getServerSocketName()).isEqualTo(port == createOnly ? "S" : "Test HTTP");
            } finally {
                client.disconnect();
            }
        }
    }

    @Test
    @Behaviour({2, 3, 39})
    void otherClientsFollowIt() throws IOException {
        LightstreamerClient client = client(node.port(), "HTTP-STREAMING");
        client.connect();
        try (Socket followed = elsewhere.accept()) {
            String request = new String(followed.getInputStream().readNBytes(40));
            assertThat(request).as("the bind, at the path of the protocol").startsWith("POST /lightstreamer/bind_session.txt");
        } finally {
            client.disconnect();
        }
    }

    private static LightstreamerClient client(int port, String transport) {
        LightstreamerClient client = new LightstreamerClient("http://127.0.0.1:" + port, "TEST");
        if (!transport.isEmpty()) {
            client.connectionOptions.setForcedTransport(transport);
        }
        client.connectionOptions.setRetryDelay(10_000);
        return client;
    }

    private static Subscription subscription(String item, List<String> values) {
        Subscription subscription = new Subscription("RAW", item, new String[] {"value"});
        subscription.setDataAdapter("SCRIPT");
        subscription.setRequestedSnapshot(null);
        subscription.addListener((SubscriptionListener) Proxy.newProxyInstance(ControlLinkTest.class.getClassLoader(),
                new Class<?>[] {SubscriptionListener.class}, (proxy, method, arguments) -> {
                    if (method.getName().equals("onItemUpdate")) {
                        String value = ((ItemUpdate) arguments[0]).getValue("value");
                        values.add(value.substring(0, value.indexOf('-')));
                    }
                    return method.getReturnType() == boolean.class ? (Object) (proxy == arguments[0])
                            : method.getReturnType() == int.class ? (Object) 1 : null;
                }));
        return subscription;
    }
}
