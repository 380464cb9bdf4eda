package dev.sluice.tests.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.tests.kit.Await;
import dev.sluice.tests.kit.NodeHome;
import dev.sluice.tests.kit.NodeProcess;
import dev.sluice.tests.kit.NodeSettings;
import dev.sluice.tests.port.FreePorts;
import dev.sluice.tests.proof.Setting;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSession;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** TLS of an {@code https_server}: a socket for each choice, and what clients come to agree on with it. */
@Timeout(120)
class TlsSettingsTest {

    private static final String AES128 = "TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256";
    private static final String AES256 = "TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384";
    private static final Map<String, Integer> PORTS = new HashMap<>();
    private static NodeProcess node;
    private static Path known;
    private static Path unknown;

    private static void socket(NodeSettings settings, String name, String more) throws IOException {
        PORTS.put(name, FreePorts.next());
        settings.socket(name, "127.0.0.1", PORTS.get(name), more);
    }

    @BeforeAll
    static void start() throws Exception {
        NodeHome home = NodeHome.create();
        Path conf = home.root().resolve("conf");
        Stores.key(home, "node.p12", "CN=node");
        Stores.key(home, "old.jks", "CN=old");
        known = Stores.key(home, "known.p12", "CN=known");
        unknown = Stores.key(home, "unknown.p12", "CN=unknown");
        Stores.trust(home, "trust.p12", known);
        Stores.trust(home, "trust.jks", known);
        Files.writeString(conf.resolve("password.txt"), Stores.PASSWORD + "\n");
        String own = Stores.element("node.p12");
        NodeSettings settings = new NodeSettings();
        socket(settings, "default", own);
        socket(settings, "jks", "<keystore type=\"JKS\"><keystore_file>old.jks</keystore_file><keystore_password type=\"file\">"
                + "password.txt</keystore_password></keystore>");
        socket(settings, "allow", own + "<allow_cipher_suite>" + AES256 + "</allow_cipher_suite><allow_protocol>TLSv1.2</allow_protocol>");
        socket(settings, "remove", own + "<remove_cipher_suites>AES_256</remove_cipher_suites><remove_protocols>TLSv1\\.3"
                + "</remove_protocols>");
        socket(settings, "config order", own + "<allow_cipher_suite>" + AES128 + "</allow_cipher_suite><allow_cipher_suite>" + AES256
                + "</allow_cipher_suite><enforce_server_cipher_suite_preference order=\"config\">Y"
                + "</enforce_server_cipher_suite_preference>");
        socket(settings, "JVM order", own + "<allow_cipher_suite>" + AES128 + "</allow_cipher_suite><allow_cipher_suite>" + AES256
                + "</allow_cipher_suite><enforce_server_cipher_suite_preference order=\"JVM\">Y"
                + "</enforce_server_cipher_suite_preference>");
        socket(settings, "client order", own + "<allow_cipher_suite>" + AES128 + "</allow_cipher_suite><allow_cipher_suite>" + AES256
                + "</allow_cipher_suite>");
        String stateful = own + "<enable_stateless_TLS_session_resumption>N</enable_stateless_TLS_session_resumption>";
        socket(settings, "tickets", own + "<enable_stateless_TLS_session_resumption>Y</enable_stateless_TLS_session_resumption>");
        socket(settings, "cache", stateful);
        socket(settings, "small cache", stateful + "<TLS_session_cache_size>1</TLS_session_cache_size>");
        socket(settings, "short life", stateful + "<TLS_session_timeout>1</TLS_session_timeout>");
        socket(settings, "provider", own + "<TLS_provider>SunJSSE</TLS_provider>");
        socket(settings, "asks", own + "<use_client_auth>Y</use_client_auth>" + truststore("PKCS12", "trust.p12", "text", Stores.PASSWORD));
        socket(settings, "demands", own + "<force_client_auth>Y</force_client_auth>"
                + truststore("JKS", "trust.jks", "file", "password.txt"));
        node = NodeProcess.start(settings, home);
    }

    private static String truststore(String type, String file, String passwordType, String password) {
        return "<truststore type=\"" + type + "\"><truststore_file>" + file + "</truststore_file><truststore_password type=\""
                + passwordType + "\">" + password + "</truststore_password></truststore>";
    }

    @AfterAll
    static void stop() {
        node.close();
    }

    /** What a client that offers these suites, or all, agrees on; it is served afterwards. */
    private static SSLSession agreed(SSLContext client, String name, String protocol, String... suites) throws IOException {
        SSLSocket socket = (SSLSocket) client.getSocketFactory().createSocket("127.0.0.1", PORTS.get(name));
        if (protocol != null) {
            socket.setEnabledProtocols(new String[] {protocol});
        }
        if (suites.length > 0) {
            socket.setEnabledCipherSuites(suites);
        }
        try (Peer peer = Peer.of(socket)) {
            socket.startHandshake();
            assertThat(peer.create()).startsWith("CONOK,");
            return socket.getSession();
        }
    }

    private static void assertRefused(SSLContext client, String name, String protocol, String... suites) {
        assertThatThrownBy(() -> agreed(client, name, protocol, suites)).isInstanceOfAny(IOException.class, AssertionError.class);
    }

    @Test
    @Setting({"https_server/keystore", "https_server/keystore@type", "https_server/keystore/keystore_file",
        "https_server/keystore/keystore_password", "https_server/keystore/keystore_password@type"})
    void certificateIsThatOfTheStoreWhateverItsTypeAndThePlaceOfItsPassword() throws Exception {
        assertThat(agreed(Stores.client(null), "default", null).getPeerPrincipal().getName()).isEqualTo("CN=node");
        assertThat(agreed(Stores.client(null), "jks", null).getPeerPrincipal().getName()).isEqualTo("CN=old");
        StartFailure.assertRefused("keystore", "<keystore type=\"PKCS11\"><keystore_file>node.p12</keystore_file></keystore>",
                "PKCS11", "is not supported");
    }

    @Test
    @Setting({"https_server/allow_cipher_suite", "https_server/allow_protocol"})
    void nothingButWhatIsAllowedIsAgreedOn() throws Exception {
        SSLSession session = agreed(Stores.client(null), "allow", null);
        assertThat(session.getCipherSuite()).isEqualTo(AES256);
        assertThat(session.getProtocol()).isEqualTo("TLSv1.2");
        assertRefused(Stores.client(null), "allow", "TLSv1.2", AES128);
        assertRefused(Stores.client(null), "allow", "TLSv1.3");
    }

    @Test
    @Setting({"https_server/remove_cipher_suites", "https_server/remove_protocols"})
    void whatIsRemovedIsNotAgreedOn() throws Exception {
        SSLSession session = agreed(Stores.client(null), "remove", null);
        assertThat(session.getProtocol()).isEqualTo("TLSv1.2");
        assertThat(session.getCipherSuite()).doesNotContain("AES_256");
        assertRefused(Stores.client(null), "remove", "TLSv1.2", AES256);
        assertThat(agreed(Stores.client(null), "default", "TLSv1.2", AES256).getCipherSuite()).isEqualTo(AES256);
    }

    @Test
    @Setting({"https_server/enforce_server_cipher_suite_preference", "https_server/enforce_server_cipher_suite_preference@order"})
    void orderOfSuitesIsTheClientsTheJvmsOrThatOfTheFile() throws Exception {
        String jvmFirst = Arrays.stream(SSLContext.getDefault().getSupportedSSLParameters().getCipherSuites())
                .filter(suite -> suite.equals(AES128) || suite.equals(AES256)).findFirst().orElseThrow();
        for (String[] order : new String[][] {{AES256, AES128}, {AES128, AES256}}) {
            assertThat(agreed(Stores.client(null), "client order", "TLSv1.2", order).getCipherSuite()).isEqualTo(order[0]);
            assertThat(agreed(Stores.client(null), "JVM order", "TLSv1.2", order).getCipherSuite()).isEqualTo(jvmFirst);
            assertThat(agreed(Stores.client(null), "config order", "TLSv1.2", order).getCipherSuite()).isEqualTo(AES128);
        }
        assertThat(jvmFirst).as("the file says otherwise than the JVM").isEqualTo(AES256);
    }

    private static boolean resumes(SSLContext client, String name) throws IOException {
        byte[] first = agreed(client, name, "TLSv1.2").getId();
        return Arrays.equals(first, agreed(client, name, "TLSv1.2").getId());
    }

    @Test
    @Setting("https_server/TLS_session_cache_size")
    void cacheOfOneForgetsAllSessionsButTheLast() throws Exception {
        for (String name : new String[] {"cache", "small cache"}) {
            SSLContext one = Stores.client(null);
            byte[] first = agreed(one, name, "TLSv1.2").getId();
            assertThat(first).isNotEmpty().isEqualTo(agreed(one, name, "TLSv1.2").getId());
            agreed(Stores.client(null), name, "TLSv1.2");
            assertThat(Arrays.equals(first, agreed(one, name, "TLSv1.2").getId())).as(name).isEqualTo(name.equals("cache"));
        }
    }

    @Test
    @Setting("https_server/TLS_session_timeout")
    void sessionIsResumedNoLongerThanTold() throws Exception {
        SSLContext lasting = Stores.client(null);
        SSLContext short1 = Stores.client(null);
        byte[] kept = agreed(lasting, "cache", "TLSv1.2").getId();
        byte[] first = agreed(short1, "short life", "TLSv1.2").getId();
        Await.until("the session is over", () -> !Arrays.equals(first, agreed(short1, "short life", "TLSv1.2").getId()));
        assertThat(agreed(lasting, "cache", "TLSv1.2").getId()).isEqualTo(kept);
    }

    @Test
    @Setting("https_server/enable_stateless_TLS_session_resumption")
    void ticketIsGivenOnlyWhereResumptionIsStateless() throws Exception {
        assertThat(ServerHello.of(PORTS.get("tickets")).extensions()).contains(ServerHello.SESSION_TICKET);
        assertThat(ServerHello.of(PORTS.get("cache")).extensions()).doesNotContain(ServerHello.SESSION_TICKET);
        assertThat(resumes(Stores.client(null), "tickets")).isTrue();
        assertThat(resumes(Stores.client(null), "cache")).isTrue();
    }

    @Test
    @Setting("https_server/TLS_provider")
    void providerThatTheJvmDoesNotKnowEndsTheStart() throws Exception {
        assertThat(agreed(Stores.client(null), "provider", null).getPeerPrincipal().getName()).isEqualTo("CN=node");
        StartFailure.assertRefused("TLS_provider", "<TLS_provider>NoSuch</TLS_provider>" + Stores.element("a.p12"), "NoSuch", "SunJSSE");
    }

    @Test
    @Setting({"https_server/use_client_auth", "https_server/truststore", "https_server/truststore@type",
        "https_server/truststore/truststore_file", "https_server/truststore/truststore_password",
        "https_server/truststore/truststore_password@type", "https_server/force_client_auth"})
    void certificatesOfClientsAreAskedForOrDemandedAndMustBeTrusted() throws Exception {
        assertThat(agreed(Stores.client(known), "default", null).getLocalPrincipal()).as("not asked").isNull();
        assertThat(agreed(Stores.client(known), "asks", null).getLocalPrincipal().getName()).isEqualTo("CN=known");
        agreed(Stores.client(null), "asks", null);
        assertThat(agreed(Stores.client(known), "demands", null).getLocalPrincipal().getName()).isEqualTo("CN=known");
        assertRefused(Stores.client(null), "demands", null);
        // TLSv1.2 shows a client the authorities that are trusted, which a client with another certificate does not answer
        assertRefused(Stores.client(unknown), "demands", "TLSv1.2");
    }
}
