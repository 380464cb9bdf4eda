package dev.sluice.tests.soak;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The checker of the soak sees what it is there for. */
class ItemCheckTest {

    private static ItemCheck begun(String item, boolean unfiltered, boolean snapshot) {
        ItemCheck check = ItemCheck.of(item, unfiltered, snapshot);
        check.begin();
        return check;
    }

    private static String live(ItemCheck check, long number) {
        return check.update(false, check.course.state(number));
    }

    private static String row(ItemCheck check, boolean snapshot, long number) {
        return check.update(snapshot, check.course.row(number, snapshot ? "ADD" : check.course.command(number)));
    }

    @Test
    void eventsInOrderAreRight() {
        ItemCheck check = begun("RAW-1", true, false);
        for (long n = 100; n < 130; n++) {
            assertThat(live(check, n)).isNull();
        }
        assertThat(check.compare(129)).isNull();
        assertThat(check.compare(130)).contains("129").contains("130");
    }

    @Test
    void lostDoubledAndMixedUpEventsAreSeen() {
        ItemCheck check = begun("DISTINCT-1", true, false);
        live(check, 50);
        assertThat(live(check, 52)).contains("1 lost");
        assertThat(live(check, 52)).contains("doubled");
        assertThat(live(check, 51)).contains("out of order");
        ItemCheck filtered = begun("MERGE-1", false, false);
        live(filtered, 50);
        assertThat(live(filtered, 55)).isNull();
        assertThat(live(filtered, 54)).contains("out of order");
    }

    @Test
    void wrongValueIsSeen() {
        ItemCheck check = begun("MERGE-1", false, false);
        Map<String, String> values = new HashMap<>(check.course.state(70));
        values.put("slow", "other");
        assertThat(check.update(false, values)).contains("expected").contains("other");
    }

    @Test
    void snapshotsAreHeldAgainstTheFlag() {
        ItemCheck merge = begun("MERGE-1", true, true);
        assertThat(live(merge, 60)).contains("snapshot=false");
        assertThat(live(merge, 61)).isNull();
        ItemCheck distinct = begun("DISTINCT-1", true, true);
        assertThat(distinct.update(true, distinct.course.state(60))).isNull();
        assertThat(distinct.endOfSnapshot()).isNull();
        assertThat(live(distinct, 62)).contains("1 lost");
        assertThat(distinct.endOfSnapshot()).isNotNull();
    }

    @Test
    void rowsAreFollowedFromTheSnapshotOn() {
        for (long at = 100; at < 140; at++) {
            ItemCheck check = begun("COMMAND-1", true, true);
            for (long last : check.course.table(at).values()) {
                assertThat(row(check, true, last)).isNull();
            }
            assertThat(check.endOfSnapshot()).isNull();
            for (long n = at + 1; n < at + 40; n++) {
                assertThat(row(check, false, n)).isNull();
            }
            assertThat(check.compare(at + 39)).isNull();
            assertThat(row(check, false, at + 41)).isNotNull();
        }
    }

    @Test
    void missingAndSurplusRowsAreSeen() {
        ItemCheck check = begun("COMMAND-1", true, true);
        check.course.table(100).values().stream().skip(1).forEach(last -> row(check, true, last));
        assertThat(check.endOfSnapshot()).contains("expected rows");
        ItemCheck filtered = begun("COMMAND-1", false, false);
        long deleted = 100;
        while (!filtered.course.command(deleted).equals("DELETE")) {
            deleted++;
        }
        row(filtered, false, deleted - 7);
        assertThat(filtered.compare(deleted)).contains("got");
        row(filtered, false, deleted);
        assertThat(filtered.compare(deleted)).contains("expected rows");
    }
}
