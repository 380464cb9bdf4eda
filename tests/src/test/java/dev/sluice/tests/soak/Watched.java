package dev.sluice.tests.soak;

import dev.sluice.tests.clients.Wanted;
import java.util.List;

/** One subscription of a client of the soak, and what is known of it. */
final class Watched {

    private final Wanted wanted;
    private final ItemCheck check;
    /** Session in which it was confirmed last. */
    private String session;
    private boolean standing;

    /** A subscription that the schedule chooses. */
    Watched(String id, Schedule schedule) {
        String item = schedule.item();
        String mode = Course.of(item).mode();
        boolean raw = mode.equals("RAW");
        boolean unfiltered = schedule.choice(3) > 0;
        boolean snapshot = schedule.coin();
        boolean limited = schedule.coin();
        String frequency = unfiltered ? "unfiltered" : limited ? "5" : null;
        wanted = new Wanted(id + " " + (raw || unfiltered ? "unfiltered " : "filtered ") + (snapshot ? "with" : "without") + " snapshot "
                + item, mode, List.of(item), Course.fields(mode), "SOAK", raw ? null : snapshot ? "yes" : "no", raw ? null : frequency);
        check = ItemCheck.of(item, raw || unfiltered, snapshot && !raw);
    }

    Wanted wanted() {
        return wanted;
    }

    String item() {
        return wanted.items().get(0);
    }

    ItemCheck check() {
        return check;
    }

    boolean standing() {
        return standing;
    }

    /** Confirmed in a session; says what is wrong, or null. */
    String confirmed(String inSession) {
        boolean again = standing && inSession != null && inSession.equals(session);
        session = inSession;
        standing = true;
        check.begin();
        return again ? "confirmed twice in one session" : null;
    }

    void ended() {
        standing = false;
    }
}
