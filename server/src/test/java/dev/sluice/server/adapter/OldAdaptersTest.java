package dev.sluice.server.adapter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.server.protocol.Mode;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Adapters built on API 7.3.0, which runs nowhere here: the node has 8.0.0 only. */
class OldAdaptersTest {

    private static final String FEED = """
            package old;
            import com.lightstreamer.interfaces.data.*;
            public class Feed implements DataProvider {
                private ItemEventListener listener;
                public void init(java.util.Map params, java.io.File dir) { }
                public void setListener(ItemEventListener listener) { this.listener = listener; }
                public void subscribe(String item, boolean iterator) {
                    Journal.note("subscribe " + item);
                    java.util.HashMap event = new java.util.HashMap();
                    event.put("f", "value of " + item);
                    listener.update(item, event, true);
                }
                public void unsubscribe(String item) { Journal.note("unsubscribe " + item); }
                public boolean isSnapshotAvailable(String item) { return true; }
            }
            """;

    private final Journal journal = new Journal();
    private AdapterFolders folders;

    @BeforeEach
    void makeFolders(@TempDir Path root) throws Exception {
        folders = new AdapterFolders(root);
    }

    @AfterEach
    void closeJournal() {
        journal.close();
    }

    private AdapterSet load(String body) throws Exception {
        return load("extends com.lightstreamer.adapters.metadata.LiteralBasedProvider", body);
    }

    private AdapterSet load(String heritage, String body) throws Exception {
        folders.set("OLD", "old.Meta", "old.Feed");
        folders.compile(AdapterFolders.Api.OLD, "OLD", FEED, """
                package old;
                import com.lightstreamer.interfaces.metadata.*;
                import java.util.Map;
                public class Meta %s {
                %s
                }
                """.formatted(heritage, body));
        return folders.load(new RecordedControl(journal)).byId("OLD");
    }

    private static Outcome<SessionGrant> create(AdapterSet set, boolean clientAuth) {
        Outcome<SessionGrant> outcome = new Outcome<>();
        set.createSession(new SessionQuestion("ann", "pw", () -> "s1", "CN=ann", clientAuth, new HashMap<>(), Map.of(), () -> true),
                Runnable::run, outcome);
        return outcome;
    }

    private static Outcome<SubscriptionGrant> subscribe(AdapterSet set, String group) {
        Outcome<SubscriptionGrant> outcome = new Outcome<>();
        set.subscribe(OneSet.question(Mode.MERGE, group, "f"), Runnable::run, outcome);
        return outcome;
    }

    private static Outcome<String> message(AdapterSet set, String text) {
        Outcome<String> outcome = new Outcome<>();
        set.message("ann", "s1", text, Runnable::run, outcome);
        return outcome;
    }

    @Test
    void voidUserCheckThatThrowsRefusesTheSession() throws Exception {
        AdapterSet set = load("""
                public void notifyUser(String user, String password, Map headers) throws AccessException {
                    throw new AccessException("no");
                }""");
        assertThat(create(set, false).code()).isEqualTo(1);
        assertThat(create(set, true).code()).as("with client certificates").isEqualTo(1);
        assertThat(set.pools().authentication().size().maxSize()).as("threads, since it may block").isEqualTo(10);
    }

    @Test
    void voidUserCheckThatReturnsAccepts() throws Exception {
        AdapterSet set = load("""
                public void notifyUser(String user, String password, Map headers) { Journal.note("check " + user); }""");
        create(set, false).granted();
        journal.expect("check ann");
    }

    @Test
    void userCheckWithPrincipalIsAskedWhereCertificatesAre() throws Exception {
        AdapterSet set = load("""
                public void notifyUser(String user, String password, Map headers) { Journal.note("plain"); }
                public void notifyUser(String user, String password, Map headers, String principal) {
                    Journal.note(principal);
                }""");
        create(set, true).granted();
        create(set, false).granted();
        journal.expect("CN=ann", "plain");
    }

    @Test
    void oldestUserCheckIsAskedToo() throws Exception {
        AdapterSet set = load("""
                public void notifyUser(String user, String password) throws AccessException {
                    throw new AccessException("no");
                }""");
        assertThat(create(set, false).code()).isEqualTo(1);
        assertThat(create(set, true).code()).isEqualTo(1);
    }

    @Test
    void callOfTheOldBaseClassRefusesTheSession() throws Exception {
        AdapterSet set = load("""
                public void notifyUser(String user, String password, Map headers)
                        throws AccessException, CreditsException {
                    super.notifyUser(user, password, headers);
                }""");
        assertThat(create(set, false).code()).isEqualTo(66);
    }

    @Test
    void voidMessageGivesAnEmptyResponse() throws Exception {
        AdapterSet set = load("""
                public void notifyUserMessage(String user, String session, String text)
                        throws CreditsException {
                    if (text.equals("bad")) {
                        throw new CreditsException(-8, "detail", "no");
                    }
                    Journal.note(text);
                }""");
        assertThat(message(set, "hello").granted()).isEmpty();
        journal.expect("hello");
        assertThat(message(set, "bad").code()).isEqualTo(-8);
    }

    @Test
    void itemsAndSchemaOfAPlainAdapterAreAsked() throws Exception {
        AdapterSet set = load("extends MetadataProviderAdapter", """
                public String[] getItems(String user, String session, String group) { return group.split("[+]"); }
                public String[] getSchema(String user, String session, String group, String schema) {
                    return schema.split(" ");
                }
                public double getAllowedMaxItemFrequency(String user, String item) { return item.equals("b") ? 2 : 0; }""");
        create(set, false).granted();
        SubscriptionGrant grant = subscribe(set, "a+b").granted();
        assertThat(grant.names()).containsExactly("a", "b");
        assertThat(grant.limits().get(1).maxFrequency()).isEqualTo(2);
    }

    @Test
    void adapterThatImplementsTheInterfaceItselfWorks() throws Exception {
        AdapterSet set = load("implements MetadataProvider", """
                public void init(Map params, java.io.File dir) { }
                public void notifyUser(String user, String password, Map headers) { }
                public void notifyUser(String user, String password, Map headers, String principal) { }
                public String[] getItems(String user, String session, String group) { return new String[] {group}; }
                public String[] getSchema(String user, String session, String group, String schema) {
                    return new String[] {schema};
                }
                public double getAllowedMaxBandwidth(String user) { return 0; }
                public double getAllowedMaxItemFrequency(String user, String item) { return 3; }
                public int getAllowedBufferSize(String user, String item) { return 4; }
                public boolean isModeAllowed(String user, String item, Mode mode) { return mode == Mode.MERGE; }
                public boolean modeMayBeAllowed(String item, Mode mode) { return true; }
                public boolean isSelectorAllowed(String user, String item, String selector) { return true; }
                public boolean isSelected(String user, String item, String selector, ItemEvent event) {
                    return selector.equals(event.getValueAsString("f"));
                }
                public boolean enableUpdateCustomization(String user, String item) { return true; }
                public void customizeUpdate(String user, String item, CustomizableItemEvent event) {
                    event.setValueAsString("f", event.getValueAsString("f") + "!");
                }
                public double getMinSourceFrequency(String item) { return 0; }
                public int getDistinctSnapshotLength(String item) { return 5; }
                public void notifyUserMessage(String user, String session, String text) { }
                public void notifyNewSession(String user, String session, Map context) { }
                public void notifySessionClose(String session) { }
                public boolean wantsTablesNotification(String user) { return false; }
                public void notifyNewTables(String user, String session, TableInfo[] tables) { }
                public void notifyTablesClose(String session, TableInfo[] tables) { }
                public void notifyMpnDeviceAccess(String user, String session, MpnDeviceInfo device) { }
                public void notifyMpnSubscriptionActivation(String user, String session, TableInfo table,
                        MpnSubscriptionInfo subscription) { }
                public void notifyMpnDeviceTokenChange(String user, String session, MpnDeviceInfo device,
                        String token) { }""");
        create(set, false).granted();
        assertThat(subscribe(set, "a").granted().limits())
                .containsExactly(new SubscriptionGrant.ItemLimits(3, 4, 0, true));
        Map<String, String> fields = Map.of("f", "x");
        assertThat(set.isSelected("ann", "a", "DEFAULT", "x", fields::get, false)).isTrue();
        assertThat(set.isSelected("ann", "a", "DEFAULT", "y", fields::get, false)).isFalse();
        assertThat(set.customizeUpdate("ann", "a", "DEFAULT", fields::get, false)).isEqualTo(Map.of("f", "x!"));
    }

    @Test
    void oldAndNewFormOfOneMethodKeepTheNodeFromStarting() {
        assertThatThrownBy(() -> load("""
                public String[] getItems(String user, String session, String group) { return null; }
                public String[] getItems(String user, String session, String group, String dataAdapter) { return null; }"""))
                .isInstanceOf(AdapterLoadException.class)
                .hasMessageContaining("class old.Meta defines getItems in the form of API 8.0.0 and in an earlier one");
    }

    @Test
    void missingMethodKeepsTheNodeFromStarting() throws Exception {
        String base = """
                package old;
                import com.lightstreamer.interfaces.metadata.*;
                public abstract class Base extends MetadataProviderAdapter {
                    public String[] getItems(String user, String session, String group) { return null; }
                    %s
                }""";
        folders.set("OLD", "old.Meta", "old.Feed");
        folders.compile(AdapterFolders.Api.OLD, "OLD", FEED, "package old; public class Meta extends Base { }", base.formatted(
                "public String[] getSchema(String user, String session, String group, String schema) { return null; }"));
        folders.compile(AdapterFolders.Api.OLD, "OLD", base.formatted(""));
        assertThatThrownBy(() -> folders.load(new RecordedControl(journal)))
                .isInstanceOf(AdapterLoadException.class)
                .hasMessageContaining("class old.Meta has no method getSchema of any known form");
    }

    @Test
    void oldDataAdapterFeedsItsItems() throws Exception {
        AdapterSet set = load("");
        Loop loop = new Loop(set.dataAdapter("DEFAULT").items());
        Loop.Listener listener = loop.join("a", "f");
        listener.expect("value of a");
        listener.leave();
        journal.expect("subscribe a", "unsubscribe a");
    }
}
