package dev.sluice.server.adapter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.server.counters.WorkPool;
import dev.sluice.server.protocol.Mode;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How adapter sets start, and what is said when one cannot. */
class AdapterLoaderTest {

    private static final String LITERAL = "com.lightstreamer.adapters.metadata.LiteralBasedProvider";
    private static final String META = """
            package a;
            import com.lightstreamer.interfaces.metadata.*;
            public class Meta extends com.lightstreamer.adapters.metadata.LiteralBasedProvider {
                public Meta() { Journal.note("meta"); }
                public void init(java.util.Map params, java.io.File dir) throws MetadataProviderException {
                    super.init(params, dir);
                    Journal.note("meta init " + new java.util.TreeMap<Object, Object>(params) + " in " + dir.getName());
                    Gate.await("meta");
                    Journal.note("meta ready");
                }
                public void setListener(MetadataControlListener listener) { Journal.note("meta listener"); }
            }
            """;
    private static final String DATA = """
            package a;
            import com.lightstreamer.interfaces.data.*;
            public class Data implements DataProvider {
                public void init(java.util.Map params, java.io.File dir) throws DataProviderException {
                    if (params.containsKey("fail")) {
                        throw new DataProviderException("no feed");
                    }
                    Journal.note("data init " + new java.util.TreeMap<Object, Object>(params) + " in " + dir.getName());
                    params.clear();
                }
                public void setListener(ItemEventListener listener) { Journal.note("data listener"); }
                public void subscribe(String item, boolean iterator) { }
                public void unsubscribe(String item) { }
                public boolean isSnapshotAvailable(String item) { return true; }
            }
            """;
    private static final String GATE = """
            package a;
            class Gate {
                static void await(String name) {
                    try {
                        Object gate = System.getProperties().get("gate." + name);
                        if (gate != null) {
                            ((java.util.concurrent.CountDownLatch) gate).await();
                        }
                    } catch (InterruptedException e) {
                        throw new IllegalStateException(e);
                    }
                }
            }
            """;
    private static final String GATE_KEY = "gate.meta";

    private final Journal journal = new Journal();
    private final CountDownLatch gate = new CountDownLatch(1);
    private AdapterFolders folders;

    @BeforeEach
    void makeFolders(@TempDir Path root) throws Exception {
        folders = new AdapterFolders(root);
    }

    @AfterEach
    void cleanUp() {
        gate.countDown();
        System.getProperties().remove(GATE_KEY);
        journal.close();
    }

    private void demo(String order, String dataParams) throws Exception {
        folders.xml("demo", """
                <adapters_conf id="DEMO">
                  <metadata_adapter_initialised_first>%s</metadata_adapter_initialised_first>
                  <metadata_provider><adapter_class>a.Meta</adapter_class>
                    <param name="adapters_conf.id">forged</param><param name="x">1</param></metadata_provider>
                  <data_provider name="STOCKS"><adapter_class>a.Data</adapter_class>%s</data_provider>
                </adapters_conf>""".formatted(order, dataParams));
        folders.compile(AdapterFolders.Api.CURRENT, "demo", META, DATA, GATE);
    }

    private AdapterSets load() {
        return folders.load(new RecordedControl(journal));
    }

    @Test
    void metadataAdapterIsReadyBeforeDataAdaptersStart() throws Exception {
        demo("Y", "");
        AdapterSets sets = load();
        journal.expect("meta", "meta init {adapters_conf.id=DEMO, x=1} in demo", "meta ready", "meta listener",
                "data init {adapters_conf.id=DEMO, data_provider.name=STOCKS} in demo", "data listener");
        journal.expectEnd();
        assertThat(sets.all()).extracting(AdapterSet::id).containsExactly("DEMO");
        assertThat(sets.byId("DEMO").dataAdapter("STOCKS").name()).isEqualTo("STOCKS");
        assertThat(sets.byId("DEMO").dataAdapter("OTHER")).isNull();
        assertThat(sets.pools()).extracting(WorkPool::name).containsExactly("SERVER", "AUTHENTICATION DEMO",
                "MSG DEMO");
    }

    @Test
    void dataAdaptersStartBesideABlockedMetadataAdapterWhereTheOrderIsFree() throws Exception {
        demo("N", "");
        System.getProperties().put(GATE_KEY, gate);
        Thread loading = new Thread(this::load);
        loading.start();
        List<String> first = List.of(journal.next(), journal.next(), journal.next(), journal.next());
        assertThat(first).contains("data listener").doesNotContain("meta ready");
        gate.countDown();
        journal.expect("meta ready", "meta listener");
        loading.join();
    }

    @Test
    void slowSetDelaysNoOtherAndAFailureIsToldAtOnce() throws Exception {
        demo("Y", "");
        System.getProperties().put(GATE_KEY, gate);
        folders.set("other", LITERAL, "b.Missing");
        assertThatThrownBy(this::load).isInstanceOf(AdapterLoadException.class)
                .hasMessage(folders.adapters().resolve("other").resolve("adapters.xml") + ":3:18: Data Adapter DEFAULT of"
                        + " Adapter Set other: class b.Missing was not found; put its jar into "
                        + folders.adapters().resolve("other").resolve("lib") + " or correct adapter_class");
    }

    @Test
    void exceptionOfInitIsToldInOneLine() throws Exception {
        demo("Y", "<param name='fail'>yes</param>");
        assertThatThrownBy(this::load).isInstanceOf(AdapterLoadException.class)
                .hasMessageContaining(":5:32: Data Adapter STOCKS of Adapter Set DEMO: class a.Data could not be started:"
                        + " com.lightstreamer.interfaces.data.DataProviderException: no feed")
                .satisfies(e -> assertThat(e.getMessage().lines()).hasSize(1));
    }

    @Test
    void classThatIsNoAdapterIsToldSo() throws Exception {
        folders.set("odd", LITERAL, "c.Odd");
        folders.compile(AdapterFolders.Api.CURRENT, "odd", "package c; public class Odd { }");
        assertThatThrownBy(this::load).hasMessageContaining("class c.Odd is no DataProvider; correct adapter_class");
    }

    @Test
    void constructorMustBePublic() throws Exception {
        folders.set("odd", LITERAL, "a.Data");
        folders.compile(AdapterFolders.Api.CURRENT, "odd",
                DATA.replace("implements DataProvider {", "implements DataProvider { Data(int size) { }"));
        assertThatThrownBy(this::load).hasMessageContaining("is not public with a public constructor without arguments");
    }

    @Test
    void problemsOfFilesAreAllToldBeforeAnyAdapterStarts() throws Exception {
        demo("Y", "");
        folders.xml("bad", "<adapters_conf id='BAD'/>");
        folders.xml("worse", "<adapters_conf/>");
        assertThatThrownBy(this::load).isInstanceOf(AdapterLoadException.class)
                .satisfies(e -> assertThat(e.getMessage().lines()).hasSize(2));
        journal.expectEnd();
    }

    @Test
    void literalAdapterNeedsNoJar() throws Exception {
        folders.xml("lit", """
                <adapters_conf id="LIT">
                  <metadata_provider><adapter_class>%s</adapter_class>
                    <param name="allowed_users">bob</param></metadata_provider>
                  <data_provider><adapter_class>a.Data</adapter_class></data_provider>
                </adapters_conf>""".formatted(LITERAL));
        folders.compile(AdapterFolders.Api.CURRENT, "lit", DATA);
        AdapterSet set = load().byId("LIT");
        assertThat(create(set, "ann").code()).isEqualTo(1);
        assertThat(create(set, null).code()).isEqualTo(1);
        create(set, "bob").granted();
        Outcome<SubscriptionGrant> subscription = new Outcome<>();
        set.subscribe(OneSet.question(Mode.DISTINCT, "a b", "f"), Runnable::run, subscription);
        assertThat(subscription.granted().names()).containsExactly("a", "b");
        assertThat(subscription.granted().limits().get(0).distinctSnapshotLength()).isEqualTo(10);
    }

    private static Outcome<SessionGrant> create(AdapterSet set, String user) {
        Outcome<SessionGrant> outcome = new Outcome<>();
        set.createSession(OneSet.session(user, () -> "s1", new HashMap<>(Map.of())), Runnable::run, outcome);
        return outcome;
    }
}
