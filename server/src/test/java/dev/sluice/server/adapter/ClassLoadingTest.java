package dev.sluice.server.adapter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which classes adapters see: their own, the shared ones and the API, and nothing of the node. */
class ClassLoadingTest {

    /** Writes down which of the classes named by the params it sees. */
    private static final String LOOKING = """
            package a;
            import com.lightstreamer.interfaces.data.*;
            public class %1$s implements DataProvider {
                public void init(java.util.Map params, java.io.File dir) {
                    for (Object name : new java.util.TreeMap<Object, Object>(params).values()) {
                        if (name.toString().indexOf('.') > 0) {
                            see(name.toString());
                        }
                    }
                    context("init");
                }
                private void see(String name) {
                    try {
                        Class<?> seen = Class.forName(name);
                        Journal.note("%1$s sees " + name + " of " + seen.getClassLoader().getName());
                    } catch (ClassNotFoundException e) {
                        Journal.note("%1$s does not see " + name);
                    }
                }
                private void context(String where) {
                    if (Thread.currentThread().getContextClassLoader() != getClass().getClassLoader()) {
                        Journal.note(where + " has another context class loader");
                    }
                }
                public void setListener(ItemEventListener listener) { context("setListener"); }
                public void subscribe(String item, boolean iterator) {
                    context("subscribe");
                    Journal.note("subscribed");
                }
                public void unsubscribe(String item) { }
                public boolean isSnapshotAvailable(String item) { context("isSnapshotAvailable"); return true; }
            }
            """;

    private final Journal journal = new Journal();
    private AdapterFolders folders;

    @BeforeEach
    void makeFolders(@TempDir Path root) throws IOException {
        folders = new AdapterFolders(root);
    }

    @AfterEach
    void closeJournal() {
        journal.close();
    }

    /** A set with one data adapter; {@code more} goes into its element. */
    private void set(String id, String dataClass, String more) throws IOException {
        folders.xml(id, """
                <adapters_conf id="%s">
                  <metadata_provider>
                    <adapter_class>com.lightstreamer.adapters.metadata.LiteralBasedProvider</adapter_class>
                  </metadata_provider>
                  <data_provider><adapter_class>%s</adapter_class>%s</data_provider>
                </adapters_conf>""".formatted(id, dataClass, more));
    }

    private static String look(String... names) {
        StringBuilder params = new StringBuilder();
        for (String name : names) {
            params.append("<param name='").append(params.length()).append("'>").append(name).append("</param>");
        }
        return params.toString();
    }

    private AdapterSets load() {
        return folders.load(new RecordedControl(journal));
    }

    @Test
    void librariesOfTheNodeAreHidden() throws Exception {
        set("A", "a.Looking", look("io.vertx.core.Vertx", "org.slf4j.Logger"));
        folders.compile(AdapterFolders.Api.CURRENT, "A", LOOKING.formatted("Looking"));
        load();
        journal.expect("Looking does not see io.vertx.core.Vertx", "Looking does not see org.slf4j.Logger");
        journal.expectEnd();
    }

    @Test
    void logEnabledAdapterSeesTheLogOfTheNodeAndNoClassOfItsSet() throws Exception {
        set("A", "a.Looking", "<classloader>log-enabled</classloader><install_dir>own</install_dir>"
                + look("io.vertx.core.Vertx", "org.slf4j.Logger", "b.Other"));
        folders.compile(AdapterFolders.Api.CURRENT, folders.adapters().resolve("A/own"), LOOKING.formatted("Looking"));
        folders.compile(AdapterFolders.Api.CURRENT, "A", "package b; public class Other { }");
        load();
        journal.expect("Looking does not see io.vertx.core.Vertx", "Looking sees org.slf4j.Logger of app",
                "Looking does not see b.Other");
    }

    @Test
    void dedicatedAdapterSeesTheClassesOfItsSetAndHidesItsOwn() throws Exception {
        folders.xml("A", """
                <adapters_conf id="A">
                  <metadata_provider>
                    <adapter_class>com.lightstreamer.adapters.metadata.LiteralBasedProvider</adapter_class>
                  </metadata_provider>
                  <data_provider name="ONE"><adapter_class>a.One</adapter_class><install_dir>one</install_dir>
                    <classloader>dedicated</classloader>%s</data_provider>
                </adapters_conf>""".formatted(look("b.Common")));
        folders.compile(AdapterFolders.Api.CURRENT, folders.adapters().resolve("A/one"), LOOKING.formatted("One"));
        folders.compile(AdapterFolders.Api.CURRENT, "A", "package b; public class Common { }");
        load();
        journal.expect("One sees b.Common of adapter set A");
        set("B", "a.Two", look("a.One"));
        folders.compile(AdapterFolders.Api.CURRENT, "B", LOOKING.formatted("Two"));
        load();
        assertThat(journal.next() + journal.next()).contains("Two does not see a.One");
    }

    @Test
    void setsShareOnlyTheSharedDirectory() throws Exception {
        set("A", "a.One", look("b.InA", "s.Shared"));
        set("B", "a.Two", look("b.InA", "s.Shared"));
        folders.compile(AdapterFolders.Api.CURRENT, folders.shared(), "package s; public class Shared { }");
        folders.compile(AdapterFolders.Api.CURRENT, "A", LOOKING.formatted("One"));
        folders.compile(AdapterFolders.Api.CURRENT, "A", "package b; public class InA { }");
        folders.compile(AdapterFolders.Api.CURRENT, "B", LOOKING.formatted("Two"));
        load();
        assertThat(List.of(journal.next(), journal.next(), journal.next(), journal.next()))
                .containsExactlyInAnyOrder("One sees b.InA of adapter set A", "Two does not see b.InA",
                        "One sees s.Shared of shared", "Two sees s.Shared of shared");
    }

    @Test
    void everyCallHasTheAdaptersContextClassLoader() throws Exception {
        folders.set("A", "m.Meta", "a.Looking");
        folders.compile(AdapterFolders.Api.CURRENT, "A", LOOKING.formatted("Looking"));
        folders.compile(AdapterFolders.Api.CURRENT, "A", """
                package m;
                import com.lightstreamer.interfaces.metadata.*;
                public class Meta extends com.lightstreamer.adapters.metadata.LiteralBasedProvider {
                    private void context(String where) {
                        if (Thread.currentThread().getContextClassLoader() != getClass().getClassLoader()) {
                            Journal.note(where + " has another context class loader");
                        }
                        Thread.currentThread().setContextClassLoader(null);
                    }
                    public Meta() { context("constructor"); }
                    public void notifyNewSession(String user, String session, java.util.Map map) {
                        context("notifyNewSession");
                    }
                    public boolean isSelected(String u, String i, String d, String s, ItemEvent e) {
                        context("isSelected");
                        return true;
                    }
                }""");
        AdapterSet set = load().byId("A");
        ClassLoader before = Thread.currentThread().getContextClassLoader();
        assertThat(set.isSelected("ann", "a", "DEFAULT", "s", Map.of("f", "x")::get, false)).isTrue();
        assertThat(Thread.currentThread().getContextClassLoader()).isSameAs(before);
        for (int i = 0; i < 3; i++) {
            String id = "s" + i;
            Outcome<SessionGrant> outcome = new Outcome<>();
            set.createSession(OneSet.session("ann", () -> id, new HashMap<>()), Runnable::run, outcome);
            outcome.granted();
        }
        new Loop(set.dataAdapter("DEFAULT").items()).join("item", "f");
        journal.expect("subscribed");
        journal.expectEnd();
    }

    @Test
    void missingLibraryIsToldWithWhereAdaptersLook() throws Exception {
        set("A", "a.Needing", "");
        folders.compile(AdapterFolders.Api.CURRENT, "A", LOOKING.formatted("Looking"),
                "package a; public class Needing extends Base { }", "package a; public class Base extends Looking { }");
        Files.delete(folders.adapters().resolve("A/classes/a/Base.class"));
        assertThatThrownBy(this::load).hasMessageContaining("class a.Needing needs a/Base, which was not found; put the"
                + " library into lib");
    }

    @Test
    void jarsInLibAreFound() throws Exception {
        set("A", "a.Looking", "");
        Path built = folders.adapters().resolve("built");
        folders.compile(AdapterFolders.Api.CURRENT, built, LOOKING.formatted("Looking"));
        Path lib = Files.createDirectories(folders.adapters().resolve("A/lib"));
        try (JarOutputStream jar = new JarOutputStream(
                Files.newOutputStream(lib.resolve("looking.jar")))) {
            for (String name : new String[] {"a/Looking.class", "a/Journal.class"}) {
                jar.putNextEntry(new JarEntry(name));
                jar.write(Files.readAllBytes(built.resolve("classes").resolve(name)));
                jar.closeEntry();
            }
        }
        assertThat(load().byId("A").dataAdapter("DEFAULT")).isNotNull();
    }
}
