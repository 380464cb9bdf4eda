package dev.sluice.demo.message;

import java.util.BitSet;
import java.util.HashMap;
import java.util.Map;

/**
 * The open sessions and what to call them: two sessions of the same browser at the same address get numbers, and a
 * number is free again when its session closes. Safe for concurrent use.
 */
public final class Guests {
    private final Map<String, Guest> guests = new HashMap<>();
    private final Map<Sender, BitSet> numbers = new HashMap<>();

    private record Guest(Sender browser, int number) {
        Sender sender() {
            return number == 0
                    ? browser
                    : new Sender(browser.address(), browser.nickname() + " [" + (number + 1) + "]");
        }
    }

    public synchronized void enter(String session, String address, String agent) {
        Sender browser = new Sender(address, agent);
        BitSet taken = numbers.computeIfAbsent(browser, b -> new BitSet());
        int number = taken.nextClearBit(0);
        taken.set(number);
        guests.put(session, new Guest(browser, number));
    }

    public synchronized void leave(String session) {
        Guest guest = guests.remove(session);
        if (guest == null) {
            return;
        }
        BitSet taken = numbers.get(guest.browser());
        taken.clear(guest.number());
        if (taken.isEmpty()) {
            numbers.remove(guest.browser());
        }
    }

    /** Null when the session is not open. */
    public synchronized Sender sender(String session) {
        Guest guest = guests.get(session);
        return guest == null ? null : guest.sender();
    }
}
