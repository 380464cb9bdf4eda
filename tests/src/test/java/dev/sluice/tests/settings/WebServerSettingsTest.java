package dev.sluice.tests.settings;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.tests.kit.NodeHome;
import dev.sluice.tests.kit.NodeProcess;
import dev.sluice.tests.kit.NodeSettings;
import dev.sluice.tests.proof.Setting;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Static pages: from where, of which type, kept for how long, and compressed when. */
@Timeout(60)
class WebServerSettingsTest {

    private static final String POLICY = "<policy/>";
    private static NodeProcess node;
    private static NodeProcess off;

    @BeforeAll
    static void start() throws IOException {
        NodeHome home = NodeHome.create();
        Path site = Files.createDirectories(home.root().resolve("site"));
        Files.writeString(site.resolve("a.thing"), "x".repeat(2_000));
        Files.writeString(site.resolve("a.txt"), "x".repeat(2_000));
        Files.writeString(site.resolve("short.thing"), "x".repeat(100));
        Files.writeString(home.root().resolve("conf/types.properties"), "thing=text/thing\n");
        Files.writeString(home.root().resolve("conf/lost.html"), "<p>lost</p>");
        Files.writeString(home.root().resolve("conf/policy.xml"), POLICY);
        node = NodeProcess.start(new NodeSettings().set("web_server", "<enabled>Y</enabled><pages_dir>../site</pages_dir>"
                + "<persistency_minutes>90</persistency_minutes><mime_types_config>types.properties</mime_types_config>"
                + "<notfound_page>lost.html</notfound_page><compression_threshold>1000</compression_threshold>"
                + "<use_compression><default>Y</default><special_case value=\"N\"><content_type contains=\"plain\"/></special_case>"
                + "</use_compression><flex_crossdomain_enabled>Y</flex_crossdomain_enabled><flex_crossdomain_path>policy.xml"
                + "</flex_crossdomain_path><silverlight_accesspolicy_enabled>Y</silverlight_accesspolicy_enabled>"
                + "<silverlight_accesspolicy_path>policy.xml</silverlight_accesspolicy_path>"), home);
        NodeHome other = NodeHome.create();
        Files.writeString(other.root().resolve("pages/a.txt"), "x");
        off = NodeProcess.start(new NodeSettings().set("web_server", "<enabled>N</enabled><pages_dir>../pages</pages_dir>"), other);
    }

    @AfterAll
    static void stop() {
        node.close();
        off.close();
    }

    private static String head(NodeProcess at, String path, String... headers) throws IOException {
        try (Peer peer = Peer.open(at.port())) {
            return peer.get(path, headers).head();
        }
    }

    @Test
    @Setting({"web_server", "web_server/enabled", "web_server/pages_dir", "web_server/mime_types_config"})
    void pagesComeFromTheirDirectoryWithTheirTypes() throws IOException {
        assertThat(head(node, "/a.thing")).startsWith("HTTP/1.1 200 ").contains("\r\nContent-Type: text/thing\r\n");
        assertThat(head(off, "/a.txt")).startsWith("HTTP/1.1 404 ");
    }

    @Test
    @Setting("web_server/persistency_minutes")
    void pageMayBeKeptForAsLongAsTold() throws IOException {
        String expires = head(node, "/a.txt").lines().filter(line -> line.startsWith("Expires: ")).findFirst().orElseThrow();
        Instant until = ZonedDateTime.parse(expires.substring("Expires: ".length()), DateTimeFormatter.RFC_1123_DATE_TIME).toInstant();
        assertThat(until).isAfter(Instant.now().plusSeconds(60 * 60));
    }

    @Test
    @Setting("web_server/notfound_page")
    void whatIsNotThereIsAnsweredWithThePage() throws IOException {
        try (Peer peer = Peer.open(node.port())) {
            String head = peer.get("/nothing").head();
            assertThat(head).startsWith("HTTP/1.1 404 ");
            assertThat(peer.body(head)).isEqualTo("<p>lost</p>");
        }
    }

    @Test
    @Setting({"web_server/compression_threshold", "web_server/use_compression", "web_server/use_compression/default",
        "web_server/use_compression/special_case", "web_server/use_compression/special_case@value",
        "web_server/use_compression/special_case/content_type", "web_server/use_compression/special_case/content_type@contains"})
    void longPagesAreCompressedUnlessTheirTypeIsExcepted() throws IOException {
        String gzip = "Accept-Encoding: gzip";
        assertThat(head(node, "/a.thing", gzip)).contains("\r\nContent-Encoding: gzip\r\n");
        assertThat(head(node, "/short.thing", gzip)).as("below the threshold").doesNotContain("Content-Encoding");
        assertThat(head(node, "/a.txt", gzip)).as("the special case").contains("text/plain").doesNotContain("Content-Encoding");
    }

    @Test
    @Setting({"web_server/flex_crossdomain_enabled", "web_server/flex_crossdomain_path",
        "web_server/silverlight_accesspolicy_enabled", "web_server/silverlight_accesspolicy_path"})
    void policiesOfOldBrowsersAreServed() throws IOException {
        for (String path : new String[] {"/crossdomain.xml", "/clientaccesspolicy.xml"}) {
            try (Peer peer = Peer.open(node.port())) {
                assertThat(peer.body(peer.get(path).head())).isEqualTo(POLICY);
            }
            assertThat(head(off, path)).startsWith("HTTP/1.1 404 ");
        }
    }
}
