package dev.sluice.tests.settings;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.server.config.NodeConfig;
import dev.sluice.tests.kit.NodeHome;
import dev.sluice.tests.kit.NodeProcess;
import dev.sluice.tests.kit.NodeSettings;
import dev.sluice.tests.port.FreePorts;
import dev.sluice.tests.proof.Setting;
import dev.sluice.tests.suite.Claims;
import dev.sluice.tests.suite.Claims.Claim;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A node whose file has every setting that has no effect says so once for each, or for the block it is in, and serves. */
@Timeout(120)
class WithoutEffectTest {

    private static final String WHY_NOT = "says why not";
    private static final String EDITION = "lightstreamer_edition_conf";
    private static final String HINTS = "https_server/use_client_hints_for_TLS_session_resumption";
    private static NodeProcess node;
    private static List<String> file;

    static Stream<String> rows() {
        return claims(WHY_NOT).map(Claim::id).filter(id -> !id.startsWith("adapters_conf"));
    }

    static Stream<String> dashboard() {
        return claims("later").map(Claim::id).filter(id -> id.startsWith("dashboard"));
    }

    private static Stream<Claim> claims(String title) {
        return Claims.SETTINGS.list().stream().filter(claim -> claim.title().equals(title));
    }

    @BeforeAll
    static void start() throws Exception {
        NodeHome home = NodeHome.create();
        Stores.key(home, "a.p12", "CN=localhost");
        Files.writeString(home.root().resolve("conf/edition.xml"), document(claims(WHY_NOT).map(Claim::id)
                .filter(id -> id.startsWith(EDITION)).toList(), path -> "5"));
        NodeSettings settings = new NodeSettings().add("<edition_conf>edition.xml</edition_conf>")
                .socket("tls", "127.0.0.1", FreePorts.next(), Stores.element("a.p12")
                        + "\n<use_client_hints_for_TLS_session_resumption>Y</use_client_hints_for_TLS_session_resumption>\n");
        List<String> others = Stream.concat(rows(), dashboard())
                .filter(id -> !id.startsWith(EDITION) && !id.equals("edition_conf") && !id.equals(HINTS)).toList();
        String document = document(others.stream().map(id -> "x/" + id).toList(), WithoutEffectTest::value);
        settings.add(document.substring(document.indexOf('\n') + 1, document.lastIndexOf("</x>")));
        node = NodeProcess.start(settings, home);
        file = Files.readAllLines(home.root().resolve("conf/lightstreamer_conf.xml"));
    }

    @AfterAll
    static void stop() {
        node.close();
    }

    @ParameterizedTest
    @MethodSource("rows")
    void theLogHasOneLineWithTheReason(@Setting String row) throws IOException {
        assertToldOnce(row.startsWith(EDITION) ? "edition_conf" : row.startsWith("mpn") ? "mpn" : row,
                Claims.SETTINGS.find(row).orElseThrow().reason());
    }

    @ParameterizedTest
    @MethodSource("dashboard")
    void theDashboardHasOneLineForItsWholeBlock(@Setting String row) throws IOException {
        assertToldOnce("dashboard", Claims.SETTINGS.find(row).orElseThrow().reason());
        assertThat(node.log()).noneMatch(line -> line.contains(place("user")) || line.contains(place("dashboard_url_path")));
        try (Peer peer = Peer.open(node.port())) {
            assertThat(peer.get("/dashboard").head()).startsWith("HTTP/1.1 404 ");
        }
    }

    private static void assertToldOnce(String path, String reason) throws IOException {
        String name = path.substring(path.lastIndexOf('/') + 1);
        assertThat(node.log()).filteredOn(line -> line.contains(place(name))).singleElement().asString().containsIgnoringCase(name)
                .contains(reason);
        try (Peer peer = Peer.open(node.port())) {
            assertThat(peer.create()).startsWith("CONOK,");
        }
    }

    /** How the log names the line on which an element begins. */
    private static String place(String name) {
        for (int i = file.size() - 1; i >= 0; i--) {
            if (file.get(i).matches(".*<" + name + "[ >].*")) {
                return "lightstreamer_conf.xml:" + (i + 1) + ":";
            }
        }
        throw new AssertionError(name + " is not in the file");
    }

    /** A document with an element for each path, a line each; attributes become lines of their element. */
    private static String document(List<String> paths, UnaryOperator<String> value) {
        Map<String, List<String>> children = new LinkedHashMap<>();
        Map<String, Map<String, String>> attributes = new TreeMap<>();
        String root = paths.get(0).split("[/@]")[0];
        for (String path : paths) {
            String[] parts = path.split("@");
            if (parts.length > 1) {
                attributes.computeIfAbsent(parts[0], p -> new TreeMap<>()).put(parts[1], value.apply(path));
            } else {
                for (String at = path; at.contains("/"); at = at.substring(0, at.lastIndexOf('/'))) {
                    List<String> below = children.computeIfAbsent(at.substring(0, at.lastIndexOf('/')), p -> new ArrayList<>());
                    if (!below.contains(at)) {
                        below.add(at);
                    }
                }
            }
        }
        return element(root, children, attributes, value);
    }

    private static String element(String path, Map<String, List<String>> children, Map<String, Map<String, String>> attributes,
                                  UnaryOperator<String> value) {
        String name = path.substring(path.lastIndexOf('/') + 1);
        StringBuilder text = new StringBuilder("<" + name);
        attributes.getOrDefault(path, Map.of()).forEach((attribute, v) -> text.append(' ').append(attribute).append("=\"").append(v).append('"'));
        text.append('>');
        if (children.containsKey(path)) {
            text.append('\n');
            children.get(path).forEach(child -> text.append(element(child, children, attributes, value)));
        } else {
            text.append(value.apply(path));
        }
        return text.append("</").append(name).append(">\n").toString();
    }

    /** A value that the node's table of settings allows. */
    private static String value(String path) {
        String kind = KINDS.get(path.substring("x/".length()).toLowerCase(Locale.ROOT));
        return kind.equals("urlpath") ? "/x" : kind.startsWith("int") || kind.startsWith("long") ? "5"
                : kind.equals("mark") ? "" : kind.contains("|") ? kind.split("\\|")[0] : path.endsWith("@name") ? "Test HTTP" : "x";
    }

    private static final Map<String, String> KINDS = kinds();

    private static Map<String, String> kinds() {
        try (InputStream in = NodeConfig.class.getResourceAsStream("settings.tsv")) {
            Map<String, String> kinds = new TreeMap<>();
            new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().filter(line -> !line.startsWith("#"))
                    .map(line -> line.split("\t")).forEach(words -> kinds.put(words[0], words[1]));
            return kinds;
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
