package dev.sluice.tests.management;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.tests.kit.Await;
import dev.sluice.tests.kit.NodeHome;
import dev.sluice.tests.kit.NodeProcess;
import dev.sluice.tests.kit.NodeSettings;
import dev.sluice.tests.port.FreePorts;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.KeyStore;
import java.security.cert.Certificate;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The key store of the RMI connector is replaced while the node runs. */
@Timeout(120)
class RmiKeystoreTest {

    private static final String PASSWORD = "changeit";

    @Test
    void aRenewedCertificateIsShownAndABadFileKeepsTheOld() throws Exception {
        NodeHome home = NodeHome.create();
        Path store = Stores.create(home.root().resolve("conf/jmx.p12"), PASSWORD);
        Path next = Stores.create(home.root().resolve("conf/next.p12"), PASSWORD);
        Certificate first = certificate(store);
        Certificate second = certificate(next);
        int port = FreePorts.next();
        NodeSettings settings = new NodeSettings().set("jmx", "<rmi_connector><port ssl=\"Y\">" + port + "</port>"
                + "<hostname>localhost</hostname><keystore type=\"PKCS12\"><keystore_file>jmx.p12</keystore_file>"
                + "<keystore_password>" + PASSWORD + "</keystore_password></keystore>" + ManagedNode.USERS + "</rmi_connector>");
        try (NodeProcess node = NodeProcess.start(settings, home)) {
            assertThat(shown(port, first, second)).isEqualTo(first);
            Files.move(next, store, StandardCopyOption.ATOMIC_MOVE);
            Await.until("the new certificate", () -> shown(port, first, second).equals(second));
            Files.writeString(store, "no key store");
            Await.until("a warning", () -> node.log().stream().anyMatch(line -> line.contains("WARN") && line.contains("jmx.p12")));
            assertThat(shown(port, first, second)).isEqualTo(second);
            assertThat(Command.run(home, "stop", home.root().resolve("conf/lightstreamer_conf.xml").toString()).code())
                    .as("its own commands come in without the file").isZero();
            assertThat(node.awaitExit()).isZero();
        }
    }

    private static Certificate certificate(Path store) throws Exception {
        return KeyStore.getInstance(store.toFile(), PASSWORD.toCharArray()).getCertificate("node");
    }

    /** What the port shows to a client that trusts these two. */
    private static Certificate shown(int port, Certificate... trusted) throws Exception {
        KeyStore anchors = KeyStore.getInstance("PKCS12");
        anchors.load(null, null);
        for (int i = 0; i < trusted.length; i++) {
            anchors.setCertificateEntry("c" + i, trusted[i]);
        }
        TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init(anchors);
        SSLContext tls = SSLContext.getInstance("TLS");
        tls.init(null, factory.getTrustManagers(), null);
        try (SSLSocket socket = (SSLSocket) tls.getSocketFactory().createSocket("localhost", port)) {
            socket.startHandshake();
            return socket.getSession().getPeerCertificates()[0];
        }
    }
}
