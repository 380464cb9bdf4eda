package dev.sluice.tests.settings;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.tests.kit.Await;
import dev.sluice.tests.kit.CompiledAdapters;
import dev.sluice.tests.kit.NodeHome;
import dev.sluice.tests.kit.NodeProcess;
import dev.sluice.tests.kit.NodeSettings;
import dev.sluice.tests.kit.ScriptControl;
import dev.sluice.tests.proof.Setting;
import dev.sluice.tests.suite.Claims;
import dev.sluice.tests.suite.Claims.Claim;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What {@code adapters.xml} says, and where it is looked for: adapters of our own tell what they were told. */
@Timeout(120)
class AdapterSettingsTest {

    private static final Duration A_WHILE = Duration.ofMillis(400);
    private static final String METADATA = "<adapter_class>dev.sluice.tests.told.ToldMetadata</adapter_class>";
    private static final String DATA = "<adapter_class>dev.sluice.tests.told.ToldData</adapter_class>";
    private static final String OTHER = "<adapter_class>dev.sluice.tests.told.OtherData</adapter_class>";
    private static NodeProcess node;

    private static void set(NodeHome home, String id, String elements, String metadata, String data) throws IOException {
        Path folder = Files.createDirectories(home.root().resolve("sets").resolve(id));
        Files.writeString(folder.resolve("adapters.xml"), "<adapters_conf id=\"" + id + "\">" + elements + "<metadata_provider>" + metadata
                + "</metadata_provider>" + data + "</adapters_conf>\n");
    }

    @BeforeAll
    static void start() throws IOException {
        NodeHome home = NodeHome.create();
        Path classes = CompiledAdapters.of("told");
        set(home, "TOGETHER", "<metadata_adapter_initialised_first>N</metadata_adapter_initialised_first>",
                "<install_dir>meta</install_dir>" + METADATA + "<param name=\"waits_for_data\">Y</param><param name=\"colour\">$tests.colour"
                        + "</param><param name=\"place\">$of.PATH</param><mpn_pool><max_size>1</max_size><max_free>1</max_free></mpn_pool>"
                        + "<sequentialize_table_notifications>Y</sequentialize_table_notifications>",
                "<data_provider name=\"OWN\"><install_dir>data</install_dir>" + DATA + "<param name=\"sound\">loud</param></data_provider>");
        home.copy(classes, "sets/TOGETHER/meta/classes");
        Files.createDirectories(home.root().resolve("sets/TOGETHER/data"));
        set(home, "APART", "", "<install_dir>meta</install_dir><classloader>dedicated</classloader>" + METADATA
                        + "<param name=\"waits_for_data\">Y</param>",
                "<data_provider><install_dir>data</install_dir><classloader>dedicated</classloader>" + OTHER + "</data_provider>");
        home.copy(classes, "sets/APART/meta/classes");
        home.copy(classes, "sets/APART/data/classes");
        set(home, "LOGGING", "", "<install_dir>meta</install_dir><classloader>log-enabled</classloader>" + METADATA,
                "<data_provider><install_dir>data</install_dir><classloader>log-enabled</classloader>" + DATA + "</data_provider>");
        home.copy(classes, "sets/LOGGING/meta/classes");
        home.copy(classes, "sets/LOGGING/data/classes");
        String remote = later().map(row -> row.contains("[") ? row.substring(row.indexOf('[') + 1, row.indexOf(']')) : "timeout").distinct()
                .map(name -> "<param name=\"" + name + "\">1</param>").collect(Collectors.joining());
        set(home, "REMOTE", "", "<adapter_class>ROBUST_PROXY_FOR_REMOTE_ADAPTER</adapter_class><authentication_pool>"
                        + "<max_pending_remote_requests>1</max_pending_remote_requests></authentication_pool><messages_pool>"
                        + "<max_pending_remote_requests>1</max_pending_remote_requests></messages_pool>" + remote,
                "<data_provider><adapter_class>PROXY_FOR_REMOTE_ADAPTER</adapter_class>" + remote + "</data_provider>");
        Files.createDirectories(home.root().resolve("together/classes"));
        Files.writeString(home.root().resolve("together/classes/shared.txt"), "");
        node = NodeProcess.start(new NodeSettings().set("adapters_dir", "../sets").set("shared_dir", "../together")
                .set("enable_expansion_for_adapters_config env_prefix=\"of.\"", "Y").property("tests.colour", "green"), home);
    }

    @AfterAll
    static void stop() {
        node.close();
    }

    private static String told(String adapter, String set) {
        return node.log().stream().filter(line -> line.startsWith("told " + adapter + " ") && line.contains("adapters_conf.id=" + set))
                .findFirst().orElseThrow(() -> new AssertionError(node.logText()));
    }

    private static String create(int port, String set) throws IOException {
        try (Peer peer = Peer.open(port)) {
            return peer.post("create_session", Peer.CREATE.replace("TEST", set) + Peer.POLL).body(peer.head());
        }
    }

    @Test
    @Setting({"adapters_dir", "adapters_conf", "adapters_conf@id", "adapters_conf/metadata_provider", "adapters_conf/data_provider",
        "adapters_conf/data_provider@name"})
    void setsOfTheDirectoryAreKnownByTheirIdsAndTheirDataAdaptersByName() throws IOException {
        assertThat(create(node.port(), "TEST")).as("in another directory").startsWith("CONERR,2,");
        assertThat(create(node.port(), "TOGETHER")).startsWith("CONOK,");
        try (Frames frames = Frames.open(node.port())) {
            frames.send("create_session\r\n" + Peer.CREATE.replace("TEST", "TOGETHER")).line("CONOK,");
            String add = "control\r\nLS_reqId=%1$d&LS_op=add&LS_subId=%1$d&LS_mode=RAW&LS_group=g&LS_schema=a&LS_data_adapter=%2$s";
            frames.send(add.formatted(1, "DEFAULT"));
            assertThat(frames.line("REQ")).startsWith("REQERR,1,17,");
            frames.send(add.formatted(2, "OWN"));
            frames.line("SUBOK,2,");
        }
    }

    @Test
    @Setting({"adapters_conf/metadata_provider/adapter_class", "adapters_conf/data_provider/adapter_class",
        "adapters_conf/metadata_provider/install_dir", "adapters_conf/data_provider/install_dir",
        "adapters_conf/metadata_provider/param", "adapters_conf/metadata_provider/param@name",
        "adapters_conf/data_provider/param", "adapters_conf/data_provider/param@name", "enable_expansion_for_adapters_config",
        "enable_expansion_for_adapters_config@env_prefix"})
    void adaptersAreOfTheirClassesAndToldTheirParamsAndFolders() {
        assertThat(told("ToldMetadata", "TOGETHER")).contains("colour=green", "place=" + System.getenv("PATH"), " folder=meta ");
        assertThat(told("ToldData", "TOGETHER")).contains("sound=loud", "data_provider.name=OWN", " folder=data ");
        assertThat(told("OtherData", "APART")).contains("data_provider.name=DEFAULT", " folder=data ");
    }

    @Test
    @Setting({"adapters_conf/metadata_provider/classloader", "adapters_conf/data_provider/classloader", "shared_dir"})
    void classesAreLoadedTogetherApartOrWithTheLog() {
        assertThat(Stream.of(told("ToldMetadata", "TOGETHER"), told("ToldData", "TOGETHER")))
                .allMatch(line -> line.contains("slf4j=false") && line.contains("shared=true"))
                .anyMatch(line -> line.contains("together=1")).anyMatch(line -> line.contains("together=2"));
        assertThat(Stream.of(told("ToldMetadata", "APART"), told("OtherData", "APART")))
                .allMatch(line -> line.contains("together=1") && line.contains("slf4j=false"));
        assertThat(Stream.of(told("ToldMetadata", "LOGGING"), told("ToldData", "LOGGING")))
                .allMatch(line -> line.contains("slf4j=true") && line.contains("shared=true"));
    }

    @Test
    @Setting("adapters_conf/metadata_adapter_initialised_first")
    void dataAdapterWaitsForTheMetadataAdapterUnlessToldNotTo() throws IOException {
        NodeHome home = NodeHome.create();
        set(home, "FIRST", "", METADATA + "<param name=\"waits_for_data\">Y</param>", "<data_provider>" + DATA + "</data_provider>");
        home.copy(CompiledAdapters.of("told"), "sets/FIRST/classes");
        try (NodeProcess waiting = NodeProcess.start(new NodeSettings().set("adapters_dir", "../sets"), home)) {
            assertThat(waiting.log()).contains("told data adapter beside: false");
        }
        assertThat(node.log()).as("of the set that does not wait").contains("told data adapter beside: true");
    }

    @Test
    @Setting("adapters_conf/metadata_provider/sequentialize_table_notifications")
    void notificationsOfASessionOverlapOnlyWhenTheyMay() throws IOException {
        for (String set : new String[] {"TOGETHER", "LOGGING"}) {
            long before = toldTables();
            try (Frames frames = Frames.open(node.port())) {
                frames.send("create_session\r\n" + Peer.CREATE.replace("TEST", set)).line("CONOK,");
                for (int i = 1; i <= 2; i++) {
                    frames.send("control\r\nLS_reqId=" + i + "&LS_op=add&LS_subId=" + i + "&LS_mode=RAW&LS_group=pair" + i + "&LS_schema=a"
                            + (set.equals("TOGETHER") ? "&LS_data_adapter=OWN" : ""));
                }
                Await.until("both are told", () -> toldTables() == before + 2);
                assertThat(node.log().stream().filter(line -> line.startsWith("told tables")).skip(before)).as(set)
                        .allMatch(line -> line.endsWith(set.equals("TOGETHER") ? ": 1" : ": 2"));
            }
        }
    }

    private static long toldTables() {
        return node.log().stream().filter(line -> line.startsWith("told tables")).count();
    }

    static Stream<String> push() {
        return Claims.SETTINGS.list().stream().map(Claim::id).filter(id -> id.contains("mpn_pool") && id.startsWith("adapters_conf"));
    }

    @ParameterizedTest
    @MethodSource("push")
    void poolOfMobilePushIsSaidToHaveNoEffect(@Setting String row) {
        assertThat(node.log()).filteredOn(line -> line.contains("mpn_pool")).singleElement().asString()
                .contains("sets/TOGETHER/adapters.xml:1:", Claims.SETTINGS.find(row).orElseThrow().reason());
    }

    static Stream<String> later() {
        return Claims.SETTINGS.list().stream().filter(claim -> claim.area().equals("remote adapters")).map(Claim::id);
    }

    @ParameterizedTest
    @MethodSource("later")
    void setWithRemoteAdaptersIsLeftOutWithOneLineAndTheOthersServe(@Setting String row) throws IOException {
        assertThat(node.log()).filteredOn(line -> line.contains("sets/REMOTE/")).singleElement().asString()
                .contains(" ERROR ", "ROBUST_PROXY_FOR_REMOTE_ADAPTER", Claims.SETTINGS.find(row).orElseThrow().reason(), "REMOTE is not loaded");
        assertThat(create(node.port(), "REMOTE")).startsWith("CONERR,2,");
        assertThat(create(node.port(), "APART")).startsWith("CONOK,");
    }

    @Test
    @Setting("adapters_conf/metadata_provider/messages_pool/max_pending_requests")
    void messageWaitsUntilFewerAreInCourse() throws IOException {
        NodeHome home = NodeHome.create();
        Path file = home.root().resolve("adapters/script/adapters.xml");
        Files.writeString(file, Files.readString(file).replaceFirst("<messages_pool>.*</messages_pool>",
                "<messages_pool><max_pending_requests>1</max_pending_requests></messages_pool>"));
        try (NodeProcess strict = NodeProcess.start(new NodeSettings(), home); ScriptControl script = strict.script();
                Frames frames = Frames.open(strict.port())) {
            frames.session("");
            for (int i = 1; i <= 2; i++) {
                frames.send("msg\r\nLS_reqId=" + i + "&LS_message=hold:" + i + "&LS_msg_prog=" + i);
            }
            Await.until("the first is in course", () -> script.messages("hold:").size() == 1);
            assertThat(Await.holdsWithin(A_WHILE, () -> script.messages("hold:").size() > 1)).isFalse();
            script.answer("1");
            script.answer("2");
            frames.line("MSGDONE,*,2,2");
        }
    }
}
