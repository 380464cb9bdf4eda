package dev.sluice.server.diff;

import java.util.List;
import java.util.Map;

/** What official clients do with the differences they are told. */
final class Decoding {

    private Decoding() {
    }

    /** Applies a TLCP-diff: COPY, ADD, DEL in turn, numbers in base 26 with a small letter last. */
    static String text(String before, String payload) {
        StringBuilder result = new StringBuilder();
        int at = 0;
        int base = 0;
        for (int section = 0; at < payload.length(); section++) {
            int count = 0;
            while (Character.isUpperCase(payload.charAt(at))) {
                count = 26 * count + payload.charAt(at++) - 'A';
            }
            count = 26 * count + payload.charAt(at++) - 'a';
            switch (section % 3) {
                case 0 -> {
                    result.append(before, base, base + count);
                    base += count;
                }
                case 1 -> {
                    result.append(payload, at, at + count);
                    at += count;
                }
                default -> base += count;
            }
            if (base > before.length()) {
                throw new IllegalArgumentException("beyond the base: " + payload);
            }
        }
        return result.toString();
    }

    /** Applies a JSON Patch to a value that is changed in place. */
    @SuppressWarnings("unchecked")
    static Object patch(Object value, String patch) {
        for (Object each : (List<Object>) JsonTree.parse(patch)) {
            Map<String, Object> operation = (Map<String, Object>) each;
            String[] path = ((String) operation.get("path")).split("/", -1);
            Object parent = value;
            for (int i = 1; i < path.length - 1; i++) {
                parent = parent instanceof Map ? ((Map<String, Object>) parent).get(key(path[i]))
                        : ((List<Object>) parent).get(Integer.parseInt(path[i]));
            }
            change(parent, path[path.length - 1], (String) operation.get("op"), operation.get("value"));
        }
        return value;
    }

    private static String key(String token) {
        return token.replace("~1", "/").replace("~0", "~");
    }

    @SuppressWarnings("unchecked")
    private static void change(Object parent, String token, String operation, Object value) {
        if (parent instanceof List<?>) {
            List<Object> elements = (List<Object>) parent;
            int at = Integer.parseInt(token);
            switch (operation) {
                case "add" -> elements.add(at, value);
                case "remove" -> elements.remove(at);
                case "replace" -> elements.set(at, value);
                default -> throw new IllegalArgumentException(operation);
            }
            return;
        }
        Map<String, Object> members = (Map<String, Object>) parent;
        if (members.containsKey(key(token)) == operation.equals("add")) {
            throw new IllegalArgumentException(operation + " of " + token);
        }
        if (operation.equals("remove")) {
            members.remove(key(token));
        } else {
            members.put(key(token), value);
        }
    }
}
