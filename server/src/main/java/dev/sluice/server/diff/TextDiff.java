package dev.sluice.server.diff;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * TLCP-diff (TLCP 2.5.0 p.98): sections COPY, ADD, DEL in turn, beginning with COPY, ending after any. Shortest edit script by
 * Myers' algorithm in linear space; stretches that differ too much are replaced as a whole.
 */
final class TextDiff {

    /** Differences within one stretch beyond which it is replaced. */
    private static final int MAX_EDITS = 300;
    /** A copy this short between two edits costs more than adding its characters. */
    private static final int SHORT_COPY = 2;
    private static final int DIGITS = 26;

    /** Copied, then added, then deleted characters; the added ones are {@code after[from, from + add)}. */
    private static final class Section {
        private int copy;
        private int from;
        private int add;
        private int del;
    }

    private final String before;
    private final String after;
    private final int[] forward = new int[2 * MAX_EDITS + 3];
    private final int[] backward = new int[2 * MAX_EDITS + 3];
    private final List<Section> sections = new ArrayList<>();
    private Section current;
    private int splitBefore;
    private int splitAfter;

    private TextDiff(String before, String after) {
        this.before = before;
        this.after = after;
    }

    /** The payload that makes {@code after} of {@code before}; null when either holds surrogates. */
    static String between(String before, String after) {
        if (surrogates(before) || surrogates(after)) {
            return null;
        }
        TextDiff diff = new TextDiff(before, after);
        diff.open();
        diff.compare(0, before.length(), 0, after.length());
        return diff.payload();
    }

    private static boolean surrogates(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (Character.isSurrogate(text.charAt(i))) {
                return true;
            }
        }
        return false;
    }

    private void compare(int fromBefore, int toBefore, int fromAfter, int toAfter) {
        int i = fromBefore;
        int j = fromAfter;
        while (i < toBefore && j < toAfter && before.charAt(i) == after.charAt(j)) {
            i++;
            j++;
        }
        copy(i - fromBefore);
        int iEnd = toBefore;
        int jEnd = toAfter;
        while (iEnd > i && jEnd > j && before.charAt(iEnd - 1) == after.charAt(jEnd - 1)) {
            iEnd--;
            jEnd--;
        }
        if (i == iEnd || j == jEnd || !split(i, iEnd, j, jEnd)) {
            edit(iEnd - i, j, jEnd - j);
        } else {
            int middleBefore = splitBefore;
            int middleAfter = splitAfter;
            compare(i, middleBefore, j, middleAfter);
            compare(middleBefore, iEnd, middleAfter, jEnd);
        }
        copy(toBefore - iEnd);
    }

    /** Finds a point on a shortest edit script, where the two searches from both ends meet. */
    private boolean split(int fromBefore, int toBefore, int fromAfter, int toAfter) {
        int n = toBefore - fromBefore;
        int m = toAfter - fromAfter;
        int delta = n - m;
        boolean odd = (delta & 1) != 0;
        int most = Math.min((n + m + 1) / 2, MAX_EDITS);
        int zero = most + 1;
        Arrays.fill(forward, 0, 2 * most + 3, -1);
        Arrays.fill(backward, 0, 2 * most + 3, -1);
        forward[zero + 1] = 0;
        backward[zero + 1] = 0;
        for (int d = 0; d <= most; d++) {
            for (int k = -d; k <= d; k += 2) {
                int x = step(forward, zero + k, k == -d, k == d);
                int y = x - k;
                while (x >= 0 && x < n && y < m && before.charAt(fromBefore + x) == after.charAt(fromAfter + y)) {
                    x++;
                    y++;
                }
                forward[zero + k] = x;
                if (odd && Math.abs(delta - k) < d && x <= n && y <= m && x + backward[zero + delta - k] >= n) {
                    return splitAt(fromBefore, toBefore, fromAfter, toAfter, fromBefore + x, fromAfter + y);
                }
            }
            for (int k = -d; k <= d; k += 2) {
                int x = step(backward, zero + k, k == -d, k == d);
                int y = x - k;
                while (x >= 0 && x < n && y < m && before.charAt(toBefore - 1 - x) == after.charAt(toAfter - 1 - y)) {
                    x++;
                    y++;
                }
                backward[zero + k] = x;
                if (!odd && Math.abs(delta - k) <= d && x <= n && y <= m && x + forward[zero + delta - k] >= n) {
                    return splitAt(fromBefore, toBefore, fromAfter, toAfter, toBefore - x, toAfter - y);
                }
            }
        }
        return false;
    }

    private static int step(int[] reach, int k, boolean lowest, boolean highest) {
        return lowest || !highest && reach[k - 1] < reach[k + 1] ? reach[k + 1] : reach[k - 1] + 1;
    }

    private boolean splitAt(int fromBefore, int toBefore, int fromAfter, int toAfter, int i, int j) {
        splitBefore = i;
        splitAfter = j;
        return (i > fromBefore || j > fromAfter) && (i < toBefore || j < toAfter);
    }

    private void open() {
        current = new Section();
        sections.add(current);
    }

    private void copy(int count) {
        if (count == 0) {
            return;
        }
        if (current.add > 0 || current.del > 0) {
            open();
        }
        current.copy += count;
    }

    private void edit(int deleted, int from, int added) {
        if (current.add == 0) {
            current.from = from;
        }
        current.add += added;
        current.del += deleted;
    }

    private String payload() {
        joinOverShortCopies();
        StringBuilder out = new StringBuilder();
        int end = 0;
        for (Section section : sections) {
            number(out, section.copy);
            end = section.copy > 0 ? out.length() : end;
            number(out, section.add);
            out.append(after, section.from, section.from + section.add);
            end = section.add > 0 ? out.length() : end;
            number(out, section.del);
        }
        out.setLength(end);
        return out.toString();
    }

    private void joinOverShortCopies() {
        for (int s = sections.size() - 1; s > 0; s--) {
            Section next = sections.get(s);
            Section section = sections.get(s - 1);
            if (next.copy <= SHORT_COPY && next.add + next.del > 0) {
                if (section.add == 0) {
                    section.from = next.add > 0 ? next.from - next.copy : startInAfter(s);
                }
                section.add += next.copy + next.add;
                section.del += next.copy + next.del;
                sections.remove(s);
            }
        }
    }

    /** Where the copy of a section begins in the new value. */
    private int startInAfter(int section) {
        int at = 0;
        for (Section before : sections.subList(0, section)) {
            at += before.copy + before.add;
        }
        return at;
    }

    /** Base 26, capitals for the leading digits, a small letter for the last. */
    static void number(StringBuilder out, int value) {
        if (value >= DIGITS) {
            leading(out, value / DIGITS);
        }
        out.append((char) ('a' + value % DIGITS));
    }

    private static void leading(StringBuilder out, int value) {
        if (value >= DIGITS) {
            leading(out, value / DIGITS);
        }
        out.append((char) ('A' + value % DIGITS));
    }
}
