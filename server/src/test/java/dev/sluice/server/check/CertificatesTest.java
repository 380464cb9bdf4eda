package dev.sluice.server.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.server.config.TestStores;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What check says about certificates, at a time of the test's choosing. */
class CertificatesTest {
    private static final Instant START = Instant.parse("2030-01-01T00:00:00Z");
    private static final Instant END = Instant.parse("2031-01-01T00:00:00Z");
    private static final Instant MIDDLE = START.plus(Duration.ofDays(100));

    @TempDir
    Path root;

    @BeforeEach
    void layOutNode() throws IOException {
        NodeFolder.layOut(root);
    }

    private String check(Instant now, String portType, String link, String commonName, String... alternatives) throws Exception {
        Path conf = root.resolve("conf/lightstreamer_conf.xml");
        TestStores.write(conf.resolveSibling("server.p12"), "secret",
                new TestStores.Words(commonName, List.of(alternatives), START, END));
        String shipped = Files.readString(conf.resolveSibling("lightstreamer_conf.xml"));
        Path file = Files.writeString(conf.resolveSibling("tls.xml"), shipped.replace("</lightstreamer_conf>", """
                <https_server name="Safe"><port>8443</port><port_type>%s</port_type>
                <keystore type="PKCS12"><keystore_file>server.p12</keystore_file><keystore_password>secret</keystore_password></keystore>
                </https_server>%s
                </lightstreamer_conf>
                """.formatted(portType, link.isEmpty() ? "" : "<control_link_address>" + link + "</control_link_address>")));
        CheckReport report = ConfigCheck.run(List.of(file), List.of(), new ConfigCheck.Options(false, false, now));
        assertThat(report.exitCode()).isEqualTo(report.findings().isEmpty() ? 0 : 1);
        return report.text().replaceAll("(?m) \\S*tls.xml:\\d+:\\d+:", "").replaceAll("(?m)^Nothing is wrong$", "").strip();
    }

    @Test
    void certificatesAreWarnedAboutThirtyDaysBeforeTheirEnd() throws Exception {
        String path = "WARN https_server[Safe]/keystore/keystore_file: server.p12: ";

        assertThat(check(MIDDLE, "GENERAL_PURPOSE", "", "a")).isEmpty();
        assertThat(check(END.minus(Duration.ofDays(30)), "GENERAL_PURPOSE", "", "a")).isEmpty();
        assertThat(check(END.minus(Duration.ofDays(30)).plusSeconds(1), "GENERAL_PURPOSE", "", "a"))
                .isEqualTo(path + "holds a certificate that expires on 2031-01-01T00:00:00Z; renew it");
        assertThat(check(END.plusSeconds(1), "GENERAL_PURPOSE", "", "a"))
                .isEqualTo(path + "holds a certificate that has expired on 2031-01-01T00:00:00Z; renew it");
        assertThat(check(START.minusSeconds(1), "GENERAL_PURPOSE", "", "a")).isEqualTo(path
                + "holds a certificate that is not valid before 2030-01-01T00:00:00Z; use one that is, or set the clock of this machine");
    }

    @Test
    void theControlLinkIsANameOfTheCertificate() throws Exception {
        assertThat(check(MIDDLE, "GENERAL_PURPOSE", "push1.example.com:8443", "push.example.com")).isEqualTo("WARN control_link_address: "
                + "push1.example.com:8443: sends clients to push1.example.com, a name that the certificate of https_server[Safe] does not "
                + "cover: it is for push.example.com; use a certificate for this name too, or a link it covers (clustering guide, Control links)");
        assertThat(check(MIDDLE, "GENERAL_PURPOSE", "PUSH.example.com", "push.example.com")).isEmpty();
        assertThat(check(MIDDLE, "GENERAL_PURPOSE", "push.example.com", "push.example.com", "other.example.com"))
                .as("the common name does not count beside alternatives").contains("it is for other.example.com;");
        assertThat(check(MIDDLE, "CREATE_ONLY", "push1.example.com", "push.example.com")).doesNotContain("certificate");
        assertThat(check(MIDDLE, "CONTROL_ONLY", "https://10.0.0.1:443", "a", "10.0.0.1", "10.0.0.2")).isEmpty();
        assertThat(check(MIDDLE, "CONTROL_ONLY", "10.0.0.3", "a", "10.0.0.1")).contains("does not cover");
    }

    @Test
    void aStarStandsForOneLabel() throws Exception {
        assertThat(check(MIDDLE, "GENERAL_PURPOSE", "push1.example.com", "a", "*.example.com")).isEmpty();
        assertThat(check(MIDDLE, "GENERAL_PURPOSE", "a.push1.example.com", "a", "*.example.com")).contains("does not cover");
        assertThat(check(MIDDLE, "GENERAL_PURPOSE", "example.com", "a", "*.example.com")).contains("does not cover");
    }

    @Test
    void hostsAreFoundInAddressesOfEveryForm() {
        assertThat(List.of("host", "host:80", "http://Host", "wss://host:443/", "10.0.0.1:80", "[2001:db8::1]:80", "2001:db8::1"))
                .extracting(CertificateNames::host)
                .containsExactly("host", "host", "host", "host", "10.0.0.1", "2001:db8::1", "2001:db8::1");
        assertThat(new CertificateNames(List.of("2001:db8:0:0:0:0:0:1")).cover("2001:db8::1")).isTrue();
        assertThat(new CertificateNames(List.of("2001:db8:0:0:0:0:0:1")).cover("2001:db8::2")).isFalse();
    }
}
