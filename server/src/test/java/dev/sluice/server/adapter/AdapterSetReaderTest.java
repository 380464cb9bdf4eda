package dev.sluice.server.adapter;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.server.config.ConfigProblem;
import dev.sluice.server.counters.WorkPool;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is read out of {@code adapters.xml}, and what is said about mistakes in it. */
class AdapterSetReaderTest {

    private static final AdapterSettings EXPANDING = new AdapterSettings(true, "env.", false, 0, 1000, 10);

    private AdapterFolders folders;

    @BeforeEach
    void makeFolders(@TempDir Path root) throws IOException {
        folders = new AdapterFolders(root);
    }

    private AdapterSetReader.Reading read(String... lines) throws IOException {
        return read(AdapterSettings.DEFAULT, lines);
    }

    private AdapterSetReader.Reading read(AdapterSettings settings, String... lines) throws IOException {
        folders.xml("demo", String.join("\n", lines));
        return AdapterSetReader.read(folders.adapters(), settings);
    }

    private String at(String place) {
        return folders.adapters().resolve("demo").resolve("adapters.xml") + ":" + place;
    }

    @Test
    void completeFileIsRead() throws IOException {
        AdapterSetReader.Reading reading = read("<?xml version='1.0'?>", "<adapters_conf id='DEMO'>",
                "<adapter_set_pool><max_size>7</max_size><max_free>2</max_free></adapter_set_pool>",
                "<metadata_adapter_initialised_first>n</metadata_adapter_initialised_first>",
                "<metadata_provider><install_dir>meta</install_dir><classloader>dedicated</classloader>",
                "<adapter_class> a.Meta </adapter_class>",
                "<authentication_pool><max_size>3</max_size><max_pending_requests>9</max_pending_requests>"
                        + "<max_queue>50</max_queue></authentication_pool>",
                "<sequentialize_table_notifications>Y</sequentialize_table_notifications>",
                "<param name='x'> 1 </param><param name='empty'></param></metadata_provider>",
                "<data_provider><adapter_class>a.Data</adapter_class></data_provider>",
                "<data_provider name='B'><adapter_class>a.Data</adapter_class><classloader>log-enabled</classloader>",
                "<data_adapter_pool><max_size>0</max_size><max_free>5</max_free></data_adapter_pool></data_provider>",
                "</adapters_conf>");
        assertThat(reading.problems()).isEmpty();
        assertThat(reading.warnings()).isEmpty();
        AdapterSetDescriptor set = reading.sets().get(0);
        assertThat(set.id()).isEqualTo("DEMO");
        assertThat(set.pool()).isEqualTo(WorkPool.Size.of(7, 2));
        assertThat(set.metadataFirst()).isFalse();
        assertThat(set.metadata().authenticationPool()).isEqualTo(new WorkPool.Size(3, 1, 9, 50));
        assertThat(set.metadata().messagesPool()).isNull();
        assertThat(set.metadata().sequentialTables()).isTrue();
        assertThat(set.metadata().code().className()).isEqualTo("a.Meta");
        assertThat(set.metadata().code().installDir()).isEqualTo("meta");
        assertThat(set.metadata().code().params()).containsOnlyKeys("x").containsEntry("x", "1");
        assertThat(set.data()).extracting(AdapterSetDescriptor.Data::name).containsExactly("DEFAULT", "B");
        assertThat(set.data().get(1).pool()).isEqualTo(WorkPool.Size.of(0, 5));
        assertThat(set.data().get(1).code().loading()).isEqualTo(AdapterSetDescriptor.Loading.LOG_ENABLED);
    }

    @Test
    void everyProblemIsToldWithItsPlace() throws IOException {
        AdapterSetReader.Reading reading = read("<adapters_conf id='DEMO'>",
                "  <metadata_provider>",
                "    <mpn_pool><max_size>1</max_size></mpn_pool>",
                "  </metadata_provider>",
                "  <data_provider name='A'>",
                "    <adapter_class>a.Data</adapter_class>",
                "  </data_provider>",
                "  <data_provider name='A'>",
                "    <adapter_class>a.Data</adapter_class><classloader>dedicated</classloader>",
                "  </data_provider>",
                "</adapters_conf>");
        assertThat(reading.problems()).extracting(ConfigProblem::message).containsExactlyInAnyOrder(
                at("8:27: data_provider[A]: classloader=dedicated needs an install_dir with the adapter's own lib or classes; name it"),
                at("8:27: data_provider[A]: Adapter Set DEMO has two Data Adapters named A; give each a name of its own"),
                at("2:22: metadata_provider: has no adapter_class; name the class of the adapter"),
                at("3:15: metadata_provider/mpn_pool: needs both max_size and max_free, zero or above"));
    }

    @Test
    void setWithARemoteAdapterIsLeftOutAndAMonitorAloneToo() throws IOException {
        AdapterSetReader.Reading reading = read("<adapters_conf id='DEMO'>",
                "  <metadata_provider><adapter_class>ROBUST_PROXY_FOR_REMOTE_ADAPTER</adapter_class></metadata_provider>",
                "  <data_provider><adapter_class>PROXY_FOR_REMOTE_ADAPTER</adapter_class></data_provider>",
                "</adapters_conf>");
        assertThat(reading.problems()).isEmpty();
        assertThat(reading.sets()).isEmpty();
        assertThat(reading.leftOut()).extracting(ConfigProblem::message).containsExactly(at("2:22: metadata_provider: adapter_class"
                + " ROBUST_PROXY_FOR_REMOTE_ADAPTER: Remote Adapters are not supported yet, so that Adapter Set DEMO is not loaded; use"
                + " adapters that run inside the node"));
    }

    @Test
    void monitorHasNoEffectYet() throws IOException {
        String metadata = "<adapters_conf id='DEMO'><metadata_provider><adapter_class>a.Meta</adapter_class></metadata_provider>";
        AdapterSetReader.Reading reading = read(metadata, "<data_provider name='M'><adapter_class>MONITOR</adapter_class></data_provider>",
                "<data_provider name='D'><adapter_class>a.Data</adapter_class></data_provider>", "</adapters_conf>");
        assertThat(reading.warnings()).singleElement().extracting(ConfigProblem::message).asString().contains("2:", "no effect yet");
        assertThat(reading.sets().get(0).data()).extracting(AdapterSetDescriptor.Data::name).containsExactly("D");
        AdapterSetReader.Reading alone = read(metadata, "<data_provider><adapter_class>MONITOR</adapter_class></data_provider>",
                "</adapters_conf>");
        assertThat(alone.sets()).isEmpty();
        assertThat(alone.problems()).isEmpty();
        assertThat(alone.leftOut()).hasSize(1);
    }

    @Test
    void unknownNamesAreWarnedAboutAndCaseCounts() throws IOException {
        AdapterSetReader.Reading reading = read("<adapters_conf id='DEMO'>",
                "<Metadata_Provider/>",
                "<metadata_provider><adapter_class>a.Meta</adapter_class></metadata_provider>",
                "<data_provider><adapter_class>a.Data</adapter_class><colour/></data_provider>",
                "</adapters_conf>");
        assertThat(reading.problems()).isEmpty();
        assertThat(reading.warnings()).extracting(ConfigProblem::message).containsExactly(
                at("2:21: Metadata_Provider: is not a known element, ignored; names are case sensitive, write"
                        + " metadata_provider"),
                at("4:62: data_provider/colour: is not a known element, ignored; remove it"));
    }

    @Test
    void brokenFileIsToldWithItsPlace() throws IOException {
        assertThat(read("<adapters_conf id='DEMO'>", "</adapters>").problems()).singleElement().asString()
                .startsWith("ERROR " + at("2:3: not well-formed XML: "));
    }

    @Test
    void metadataProviderAndIdMustBeThere() throws IOException {
        assertThat(read("<adapters_conf id='DEMO'/>").problems()).singleElement().asString()
                .contains("has no metadata_provider");
        assertThat(read("<adapters_conf/>").problems()).singleElement().asString().contains("has no id");
    }

    @Test
    void idMayStandOnlyOnce() throws IOException {
        folders.set("one", "a.Meta", "a.Data");
        folders.xml("two", "<adapters_conf id='one'><metadata_provider><adapter_class>M</adapter_class></metadata_provider>"
                + "<data_provider><adapter_class>D</adapter_class></data_provider></adapters_conf>");
        assertThat(AdapterSetReader.read(folders.adapters(), AdapterSettings.DEFAULT).problems()).singleElement().asString()
                .contains("the id one is taken by " + folders.adapters().resolve("one"));
    }

    @Test
    void variablesAreReplacedWhereThatIsOn() throws IOException {
        String[] file = {"<adapters_conf id='$java.version'>", "<metadata_provider>",
            "<adapter_class>$java.vendor</adapter_class>",
            "<param name='off' prop_prefix=''>$java.version</param><param name='other' prop_prefix='@'>@java.version</param>",
            "<param name='env'>$env.PATH</param><param name='gone'>$no.such.property</param>",
            "</metadata_provider><data_provider><adapter_class>a.Data</adapter_class></data_provider></adapters_conf>"};
        AdapterSetDescriptor set = read(EXPANDING, file).sets().get(0);
        assertThat(set.id()).isEqualTo(System.getProperty("java.version"));
        assertThat(set.metadata().code().className()).isEqualTo(System.getProperty("java.vendor"));
        assertThat(set.metadata().code().params()).containsEntry("off", "$java.version")
                .containsEntry("other", System.getProperty("java.version"))
                .containsEntry("env", System.getenv("PATH"))
                .doesNotContainKey("gone");
        assertThat(read(file).sets().get(0).id()).isEqualTo("$java.version");
    }

    @Test
    void missingDirectoryIsAProblem() {
        assertThat(AdapterSetReader.read(folders.adapters().resolve("none"), AdapterSettings.DEFAULT).problems())
                .singleElement().asString().contains("create it or correct adapters_dir");
    }
}
