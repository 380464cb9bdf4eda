package dev.sluice.tests.management;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.tests.kit.Await;
import dev.sluice.tests.kit.CompiledAdapters;
import dev.sluice.tests.kit.NodeHome;
import dev.sluice.tests.kit.RawStream;
import dev.sluice.tests.port.FreePorts;
import dev.sluice.tests.proof.Setting;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Sizes of pools: calls that block take all threads there may be, the rest waits, and idle threads go but for some. */
@Timeout(120)
class PoolSettingsTest {

    private static final int MOST = 3;
    private static final int FREE = 1;
    private static final String SIZE = "<max_size>" + MOST + "</max_size><max_free>" + FREE + "</max_free>";
    private static ManagedNode node;
    private static int secure;
    private static ExecutorService clients;

    private static void set(NodeHome home, String id, String setPool, String metadataPools, String dataPool) throws IOException {
        Path folder = Files.createDirectories(home.root().resolve("sets").resolve(id));
        Files.writeString(folder.resolve("adapters.xml"), "<adapters_conf id=\"" + id + "\">" + setPool
                + "<metadata_provider><adapter_class>dev.sluice.tests.told.ToldMetadata</adapter_class>" + metadataPools
                + "</metadata_provider><data_provider name=\"D\"><adapter_class>dev.sluice.tests.told.ToldData</adapter_class>" + dataPool
                + "</data_provider><data_provider name=\"E\"><adapter_class>dev.sluice.tests.told.ToldData</adapter_class></data_provider>"
                + "</adapters_conf>");
        home.copy(CompiledAdapters.of("told"), "sets/" + id + "/classes");
    }

    @BeforeAll
    static void start() throws Exception {
        NodeHome home = NodeHome.create();
        set(home, "OWN", "<adapter_set_pool>" + SIZE + "</adapter_set_pool>", "<authentication_pool>" + SIZE + "</authentication_pool>"
                + "<messages_pool>" + SIZE + "</messages_pool>", "<data_adapter_pool>" + SIZE + "</data_adapter_pool>");
        set(home, "COMMON", "", "", "");
        Stores.create(home.root().resolve("conf/a.p12"), "changeit");
        secure = FreePorts.next();
        int port = FreePorts.next();
        node = ManagedNode.start(ManagedNode.settings(port, "").set("adapters_dir", "../sets").set("selector_pool_size", "2")
                .set("server_pool_max_size", Integer.toString(MOST)).set("server_pool_max_free", Integer.toString(FREE))
                .set("server_pool_max_queue", "-1").set("https_auth_pool_max_size", Integer.toString(MOST))
                .set("https_auth_pool_max_free", Integer.toString(FREE))
                .socket("tls", "127.0.0.1", secure, "<keystore type=\"PKCS12\"><keystore_file>a.p12</keystore_file><keystore_password>"
                        + "changeit</keystore_password></keystore><use_client_auth>Y</use_client_auth>"), port, home);
        clients = Executors.newCachedThreadPool();
    }

    @AfterAll
    static void stop() {
        node.close();
        clients.shutdownNow();
    }

    private static int shown(String pool, String attribute) throws Exception {
        return ((Number) node.get("type=ThreadPool,name=" + pool, attribute)).intValue();
    }

    /** Subscriptions of the data adapter {@code D}, which may have a pool of its own, or {@code E}, which has none. */
    private static void subscribe(RawStream stream, String group, String dataAdapter) {
        for (int i = 1; i <= MOST + 1; i++) {
            int id = Math.abs((group + i).hashCode());
            later(stream.sessionId(), "control", "LS_reqId=" + id + "&LS_op=add&LS_subId=" + id + "&LS_mode=RAW&LS_group=" + group + i
                    + "&LS_schema=a&LS_data_adapter=" + dataAdapter);
        }
    }

    /** A request whose answer nobody waits for. */
    private static void later(String session, String name, String parameters) {
        clients.execute(() -> {
            try {
                RawStream.request(node.process.port(), name, parameters + (session == null ? "" : "&LS_session=" + session));
            } catch (IOException e) {
                // The node has stopped meanwhile.
            }
        });
    }

    @Test
    @Setting({"adapters_conf/adapter_set_pool", "adapters_conf/adapter_set_pool/max_size", "adapters_conf/adapter_set_pool/max_free",
        "adapters_conf/metadata_provider/authentication_pool/max_size",
        "adapters_conf/metadata_provider/authentication_pool/max_free", "adapters_conf/metadata_provider/messages_pool/max_size",
        "adapters_conf/metadata_provider/messages_pool/max_free", "adapters_conf/data_provider/data_adapter_pool",
        "adapters_conf/data_provider/data_adapter_pool/max_size", "adapters_conf/data_provider/data_adapter_pool/max_free",
        "server_pool_max_size", "server_pool_max_free"})
    void blockedCallsTakeAllThreadsAndIdleOnesGo() throws Exception {
        List<String> pools = List.of("AUTHENTICATION OWN", "MSG OWN", "SET OWN", "DATA OWN.D", "SERVER");
        int port = node.process.port();
        List<RawStream> senders = new ArrayList<>();
        try (RawStream own = RawStream.open(port, "OWN"); RawStream common = RawStream.open(port, "COMMON")) {
            for (int i = 0; i <= MOST; i++) {
                senders.add(RawStream.open(port, "OWN"));
            }
            subscribe(own, "block_data", "D");
            for (int i = 0; i <= MOST; i++) {
                later(senders.get(i).sessionId(), "msg", "LS_reqId=1&LS_msg_prog=1&LS_message=block" + i);
                later(null, "create_session", "LS_cid=test&LS_adapter_set=OWN&LS_polling=true&LS_user=block" + i);
            }
            Await.until("data subscriptions block", () -> shown("DATA OWN.D", "ActiveThreads") == MOST);
            subscribe(own, "block_set", "E");
            subscribe(common, "block_set", "E");
            for (String pool : pools) {
                Await.until(pool + " is full", () -> shown(pool, "ActiveThreads") == MOST && shown(pool, "Queue") > 0);
                assertThat(shown(pool, "CurrentThreads")).as(pool).isEqualTo(MOST);
            }
            Files.writeString(node.process.home().root().resolve("release"), "");
            for (String pool : pools) {
                Await.until("idle threads of " + pool + " go", () -> shown(pool, "CurrentThreads") == FREE);
            }
        } finally {
            for (RawStream sender : senders) {
                sender.close();
            }
        }
    }

    @Test
    @Setting("https_auth_pool_max_free")
    void idleThreadsOfHandshakesGo() throws Exception {
        for (int i = 0; i < 2 * MOST; i++) {
            assertThat(ConnectorSettingsTest.agreed(secure, socket -> { }, null)).isNotNull();
        }
        assertThat(shown("TLS-SSL AUTHENTICATION", "MaxThreads")).isEqualTo(MOST);
        Await.until("idle threads go", () -> shown("TLS-SSL AUTHENTICATION", "CurrentThreads") == FREE);
    }

    @Test
    @Setting("selector_pool_size")
    void thereAreAsManyEventLoopsAsTold() throws Exception {
        assertThat(node.process.logText()).contains(", 2 event loop(s), ");
        assertThat(shown("ACCEPT", "MaxThreads")).isEqualTo(2);
    }

    @Test
    void everyPoolOfTheOriginalIsShownByItsName() throws Exception {
        for (String pool : List.of("ACCEPT", "SERVER", "TLS-SSL HANDSHAKE", "TLS-SSL AUTHENTICATION", "EVENTS", "SNAPSHOT", "PUMP")) {
            assertThat(shown(pool, "MaxThreads")).as(pool).isNotNegative();
        }
    }
}
