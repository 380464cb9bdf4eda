package dev.sluice.server.adapter;

import static org.assertj.core.api.Assertions.assertThat;

import com.lightstreamer.interfaces.metadata.CreditsException;
import com.lightstreamer.interfaces.metadata.ItemsException;
import com.lightstreamer.interfaces.metadata.Mode;
import com.lightstreamer.interfaces.metadata.NotificationException;
import com.lightstreamer.interfaces.metadata.SchemaException;
import com.lightstreamer.interfaces.metadata.TableInfo;
import dev.sluice.server.counters.WorkPool;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the answers of a metadata adapter do to a subscription. */
class SubscriptionOpeningTest {

    private static final dev.sluice.server.protocol.Mode MERGE = dev.sluice.server.protocol.Mode.MERGE;
    private static final dev.sluice.server.protocol.Mode COMMAND = dev.sluice.server.protocol.Mode.COMMAND;

    private final OneSet one = new OneSet();

    private OneSet with(Metadata metadata) throws Exception {
        return one.data("DEFAULT", new Feed(one.journal)).start(metadata).withSession();
    }

    private OneSet granting() throws Exception {
        return with(new Metadata(one.journal));
    }

    /** Refuses what its names say. */
    private static final class Picky extends Metadata {

        private Picky(Journal journal) {
            super(journal);
        }

        @Override
        public String[] getItems(String user, String session, String group, String dataAdapter) throws ItemsException {
            if (group.equals("null")) {
                return null;
            }
            if (group.equals("unknown")) {
                throw new ItemsException("unknown");
            }
            if (group.equals("bug")) {
                throw new IllegalStateException("bug");
            }
            return group.split(" ");
        }

        @Override
        public String[] getSchema(String user, String session, String group, String dataAdapter, String schema)
                throws ItemsException, SchemaException {
            if (schema.equals("wronggroup")) {
                throw new ItemsException("not with this group");
            }
            if (schema.equals("unknown")) {
                throw new SchemaException("unknown");
            }
            return schema.equals("null") ? null : schema.split(" ");
        }

        @Override
        public boolean modeMayBeAllowed(String item, String dataAdapter, Mode mode) {
            return !item.equals("nomode");
        }

        @Override
        public boolean isModeAllowed(String user, String item, String dataAdapter, Mode mode) {
            return !item.equals("nomodeforuser");
        }

        @Override
        public boolean isSelectorAllowed(String user, String item, String dataAdapter, String selector) {
            return selector.equals("good");
        }

        @Override
        public double getAllowedMaxItemFrequency(String user, String item, String dataAdapter) {
            return item.equals("limited") ? 2 : 0;
        }

        @Override
        public double getMinSourceFrequency(String item, String dataAdapter) {
            return item.equals("prefiltered") ? 2 : 0;
        }

        @Override
        public void notifyNewTables(String user, String session, TableInfo[] tables)
                throws CreditsException, NotificationException {
            if (tables[0].getId().equals("paid")) {
                throw new CreditsException(-5, "detail", "pay first");
            }
            if (tables[0].getId().equals("dull")) {
                throw new NotificationException("no");
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"null, f, 21", "unknown, f, 21", "bug, f, 66", "a, wronggroup, 22", "a, unknown, 23", "a, null, 23",
            "a nomode, f, 24", "nomodeforuser, f, 24", "paid, f, -5", "dull, f, 68"})
    void refusedSubscriptionIsToldByItsCode(String group, String schema, int code) throws Exception {
        with(new Picky(one.journal));
        assertThat(one.subscribe(MERGE, group, schema).code()).isEqualTo(code);
    }

    @ParameterizedTest
    @CsvSource({"command value, 15", "key value, 16"})
    void commandSchemaNeedsKeyAndCommand(String schema, int code) throws Exception {
        granting();
        assertThat(one.subscribe(COMMAND, "a", schema).code()).isEqualTo(code);
    }

    @Test
    void unknownDataAdapterIsRefused() throws Exception {
        granting();
        assertThat(one.subscribe(new SubscriptionQuestion("ann", "s1", 1, "OTHER", "a", "f", MERGE, null, false, -1, -1,
                true)).code()).isEqualTo(17);
    }

    @ParameterizedTest
    @CsvSource({"limited, 26", "prefiltered, 27"})
    void unfilteredIsRefusedWhereTheItemIsLimited(String item, int code) throws Exception {
        with(new Picky(one.journal));
        assertThat(one.subscribe(new SubscriptionQuestion("ann", "s1", 1, "DEFAULT", item, "f", MERGE, null, true, -1, -1,
                true)).code()).isEqualTo(code);
    }

    @Test
    void refusedSelectorIsToldByItsCode() throws Exception {
        with(new Picky(one.journal));
        assertThat(one.subscribe(new SubscriptionQuestion("ann", "s1", 1, "DEFAULT", "a", "f", MERGE, "bad", false, -1, -1,
                true)).code()).isEqualTo(25);
    }

    @Test
    void rangeCutsTheItemsAndIsToldToTheAdapter() throws Exception {
        List<TableInfo> seen = new CopyOnWriteArrayList<>();
        with(new Metadata(one.journal) {
            @Override
            public void notifyNewTables(String user, String session, TableInfo[] tables) {
                seen.addAll(List.of(tables));
            }
        });
        SubscriptionGrant grant = one.subscribe(new SubscriptionQuestion("ann", "s1", 7, "DEFAULT", "a b c d", "f g", MERGE,
                null, false, 2, 3, true)).granted();
        assertThat(grant.names()).containsExactly("b", "c");
        assertThat(grant.fields()).containsExactly("f", "g");
        assertThat(grant.limits()).hasSize(2);
        assertThat(seen).hasSize(1);
        assertThat(seen.get(0).getSubscribedItems()).containsExactly("b", "c");
        assertThat(seen.get(0).getMin()).isEqualTo(2);
        assertThat(seen.get(0).getMax()).isEqualTo(3);
        assertThat(seen.get(0).getWinIndex()).isEqualTo(7);
        assertThat(seen.get(0).getMode()).isSameAs(Mode.MERGE);
        assertThat(seen.get(0).getId()).isEqualTo("a b c d");
        assertThat(seen.get(0).getSubscriptionStatistics()).isNull();
    }

    @Test
    void grantCarriesTheLimitsOfTheAdapter() throws Exception {
        with(new Metadata(one.journal) {
            @Override
            public int getDistinctSnapshotLength(String item, String dataAdapter) {
                return 7;
            }

            @Override
            public int getAllowedBufferSize(String user, String item, String dataAdapter) {
                return 3;
            }

            @Override
            public double getAllowedMaxItemFrequency(String user, String item, String dataAdapter) {
                return 2.5;
            }

            @Override
            public boolean enableUpdateCustomization(String user, String item, String dataAdapter) {
                return true;
            }
        });
        SubscriptionGrant grant = one.subscribe(dev.sluice.server.protocol.Mode.DISTINCT, "a", "f").granted();
        assertThat(grant.limits()).containsExactly(new SubscriptionGrant.ItemLimits(2.5, 3, 7, true));
        grant = one.subscribe(dev.sluice.server.protocol.Mode.RAW, "a", "f").granted();
        assertThat(grant.limits()).containsExactly(new SubscriptionGrant.ItemLimits(0, 0, 0, true));
    }

    @Test
    void tablesAreNotToldToWhoDoesNotWantThem() throws Exception {
        granting();
        one.journal.expect("session s1");
        SubscriptionGrant grant = one.subscribe(new SubscriptionQuestion("ann", "s1", 1, "DEFAULT", "a", "f", MERGE, null,
                false, -1, -1, false)).granted();
        one.set.subscriptionClosed(grant, OneSet.sent(1));
        one.set.sessionClosed("s1");
        one.journal.expect("session close s1");
    }

    @Test
    void dataAdapterWithAPoolOfItsOwnHoldsNoOtherBack() throws Exception {
        CountDownLatch gate = new CountDownLatch(1);
        one.data("SLOW", new Feed(one.journal)).dataPool("SLOW", WorkPool.Size.of(1, 1)).data("DEFAULT", new Feed(one.journal))
                .settings(new AdapterSettings(false, null, false, 0, 1, 1)).start(new Metadata(one.journal) {
                    @Override
                    public String[] getItems(String user, String session, String group, String dataAdapter)
                            throws ItemsException {
                        if (dataAdapter.equals("SLOW")) {
                            await(gate);
                        }
                        return super.getItems(user, session, group, dataAdapter);
                    }
                }).withSession();
        Outcome<SubscriptionGrant> slow = one.subscribe(new SubscriptionQuestion("ann", "s1", 1, "SLOW", "a", "f", MERGE,
                null, false, -1, -1, true));
        one.subscribe(MERGE, "a", "f").granted();
        assertThat(slow.answered()).isFalse();
        gate.countDown();
        slow.granted();
    }

    private static void await(CountDownLatch gate) {
        try {
            gate.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
