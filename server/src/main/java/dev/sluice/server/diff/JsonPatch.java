package dev.sluice.server.diff;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * RFC 6902 patches made of {@code add}, {@code remove} and {@code replace}; other operations gain little, and not every client
 * library was seen to carry them out.
 */
final class JsonPatch {

    /** Longer pairs of arrays are compared place by place. */
    private static final int MAX_TABLE = 40_000;
    /** Keys that a client's library refuses in a path, or reads in its own way. */
    private static final Set<String> UNSAFE_KEYS = Set.of("__proto__", "constructor", "prototype", "");

    private final StringBuilder path = new StringBuilder();
    private final StringBuilder patch = new StringBuilder("[");
    private boolean safe = true;

    private JsonPatch() {
    }

    /** The patch that makes {@code after} of {@code before}; null when they are equal or no patch is safe with all clients. */
    static String between(Object before, Object after) {
        boolean objects = before instanceof Map && after instanceof Map;
        boolean arrays = before instanceof List && after instanceof List;
        if (!objects && !arrays || before.equals(after)) {
            return null;
        }
        JsonPatch patch = new JsonPatch();
        patch.inside(before, after);
        return patch.safe ? patch.patch.append(']').toString() : null;
    }

    private void inside(Object before, Object after) {
        if (before instanceof Map<?, ?> old) {
            members(old, (Map<?, ?>) after);
        } else {
            elements((List<?>) before, (List<?>) after);
        }
    }

    private void members(Map<?, ?> before, Map<?, ?> after) {
        for (Map.Entry<?, ?> member : before.entrySet()) {
            int mark = enter((String) member.getKey());
            if (!after.containsKey(member.getKey())) {
                operation("remove", null);
            } else {
                change(member.getValue(), after.get(member.getKey()));
            }
            path.setLength(mark);
        }
        for (Map.Entry<?, ?> member : after.entrySet()) {
            if (!before.containsKey(member.getKey())) {
                int mark = enter((String) member.getKey());
                operation("add", member.getValue());
                path.setLength(mark);
            }
        }
    }

    private void elements(List<?> before, List<?> after) {
        int start = 0;
        int shorter = Math.min(before.size(), after.size());
        while (start < shorter && before.get(start).equals(after.get(start))) {
            start++;
        }
        int end = 0;
        while (end < shorter - start && before.get(before.size() - 1 - end).equals(after.get(after.size() - 1 - end))) {
            end++;
        }
        List<?> old = before.subList(start, before.size() - end);
        List<?> now = after.subList(start, after.size() - end);
        int[][] common = (long) old.size() * now.size() <= MAX_TABLE ? commonLengths(old, now) : null;
        int i = 0;
        int j = 0;
        while (i < old.size() || j < now.size()) {
            int removed = i;
            int added = j;
            while (removed < old.size() && added < now.size() && common != null
                    && !old.get(removed).equals(now.get(added))) {
                if (common[removed + 1][added] >= common[removed][added + 1]) {
                    removed++;
                } else {
                    added++;
                }
            }
            boolean matched = common != null && removed < old.size() && added < now.size();
            replaced(old.subList(i, matched ? removed : old.size()), now.subList(j, matched ? added : now.size()), start + j);
            i = matched ? removed + 1 : old.size();
            j = matched ? added + 1 : now.size();
        }
    }

    /** Length of the longest common sequence of what begins at each pair of places. */
    private static int[][] commonLengths(List<?> before, List<?> after) {
        int[][] common = new int[before.size() + 1][after.size() + 1];
        for (int i = before.size() - 1; i >= 0; i--) {
            for (int j = after.size() - 1; j >= 0; j--) {
                common[i][j] = before.get(i).equals(after.get(j)) ? common[i + 1][j + 1] + 1
                        : Math.max(common[i + 1][j], common[i][j + 1]);
            }
        }
        return common;
    }

    /** Elements without a match: told pair by pair, what is left over is removed or added. */
    private void replaced(List<?> before, List<?> after, int at) {
        int pairs = Math.min(before.size(), after.size());
        for (int n = 0; n < Math.max(before.size(), after.size()); n++) {
            int mark = path.length();
            path.append('/').append(at + Math.min(n, after.size()));
            if (n < pairs) {
                change(before.get(n), after.get(n));
            } else if (n < before.size()) {
                operation("remove", null);
            } else {
                operation("add", after.get(n));
            }
            path.setLength(mark);
        }
    }

    /** Tells the changes inside where that is shorter than the new value. */
    private void change(Object before, Object after) {
        if (before.equals(after)) {
            return;
        }
        int mark = patch.length();
        operation("replace", after);
        boolean objects = before instanceof Map && after instanceof Map;
        if (!objects && !(before instanceof List && after instanceof List)) {
            return;
        }
        String whole = patch.substring(mark);
        patch.setLength(mark);
        boolean safeBefore = safe;
        inside(before, after);
        if (!safe || patch.length() - mark > whole.length()) {
            patch.setLength(mark);
            patch.append(whole);
            safe = safeBefore;
        }
    }

    private void operation(String operation, Object value) {
        if (patch.length() > 1) {
            patch.append(',');
        }
        patch.append("{\"op\":\"").append(operation).append("\",\"path\":");
        JsonTree.quote(patch, path.toString());
        if (value != null) {
            patch.append(",\"value\":");
            JsonTree.write(patch, value);
        }
        patch.append('}');
        safe = safe && Arrays.stream(path.toString().split("/", -1)).skip(1).noneMatch(UNSAFE_KEYS::contains);
    }

    private int enter(String key) {
        int mark = path.length();
        path.append('/').append(key.replace("~", "~0").replace("/", "~1"));
        return mark;
    }
}
