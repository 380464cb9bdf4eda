package dev.sluice.server.check;

import dev.sluice.server.config.ConfigProblem;
import dev.sluice.server.config.ConfigProblem.Severity;
import dev.sluice.server.config.KeystoreConfig;
import dev.sluice.server.config.ManagementConfig;
import dev.sluice.server.config.PortType;
import dev.sluice.server.config.SocketConfig;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What clients will not like about the certificates that listening sockets and the JMX connector show. */
final class CertificateCheck {
    private static final int SOON_DAYS = 30;

    private final CheckedFile file;
    private final Instant now;
    private final List<ConfigProblem> found = new ArrayList<>();

    private CertificateCheck(CheckedFile file, Instant now) {
        this.file = file;
        this.now = now;
    }

    static List<ConfigProblem> check(CheckedFile file, Instant now) {
        CertificateCheck check = new CertificateCheck(file, now);
        String link = file.config().sessions().controlLinkAddress();
        Map<String, X509Certificate> control = new LinkedHashMap<>();
        for (SocketConfig socket : file.config().sockets()) {
            if (socket.secure()) {
                String path = "https_server[" + socket.name() + "]";
                X509Certificate certificate = check.certificate(path, socket.tls().keystore());
                boolean controls = socket.portType() == PortType.CONTROL_ONLY || socket.portType() == PortType.GENERAL_PURPOSE;
                if (certificate != null && controls && link != null && !link.startsWith("http:")) {
                    control.put(path, certificate);
                }
            }
        }
        if (!control.isEmpty()) {
            check.names(control, link);
        }
        ManagementConfig.RmiConnector rmi = file.config().management().rmiConnector();
        if (rmi != null && rmi.keystore() != null) {
            check.certificate("jmx/rmi_connector", rmi.keystore());
        }
        return check.found;
    }

    private X509Certificate certificate(String block, KeystoreConfig keystore) {
        try {
            KeyStore store = keystore.open();
            String key = KeystoreConfig.firstKey(store);
            if (key != null && store.getCertificate(key) instanceof X509Certificate certificate) {
                dates(block + "/keystore/keystore_file", certificate);
                return certificate;
            }
        } catch (IOException | GeneralSecurityException e) {
            found.add(file.finding(Severity.WARN, block + "/keystore/keystore_file", "cannot be opened to look at its certificate: "
                    + e.getMessage(), "try again"));
        }
        return null;
    }

    private void dates(String path, X509Certificate certificate) {
        Instant start = certificate.getNotBefore().toInstant();
        Instant end = certificate.getNotAfter().toInstant();
        if (now.isBefore(start)) {
            found.add(file.finding(Severity.WARN, path, "holds a certificate that is not valid before " + start,
                    "use one that is, or set the clock of this machine"));
        } else if (now.isAfter(end)) {
            found.add(file.finding(Severity.WARN, path, "holds a certificate that has expired on " + end, "renew it"));
        } else if (now.plus(SOON_DAYS, ChronoUnit.DAYS).isAfter(end)) {
            found.add(file.finding(Severity.WARN, path, "holds a certificate that expires on " + end, "renew it"));
        }
    }

    /** One socket must cover the control link; where a node serves several domains, the others are not for it. */
    private void names(Map<String, X509Certificate> control, String link) {
        String host = CertificateNames.host(link);
        if (control.values().stream().noneMatch(certificate -> CertificateNames.of(certificate).cover(host))) {
            String block = control.keySet().iterator().next();
            ConfigProblem problem = file.finding(Severity.WARN, "control_link_address", "sends clients to " + host + ", a name that the certificate of "
                    + block + " does not cover: it is for " + CertificateNames.of(control.get(block)),
                    "use a certificate for this name too, or a link it covers");
            found.add(problem.restingOn("Control links"));
        }
    }
}
