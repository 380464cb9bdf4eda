package dev.sluice.server.transport;

import java.util.AbstractMap;
import java.util.AbstractSet;
import java.util.Arrays;
import java.util.Iterator;
import java.util.Map;
import java.util.Set;

/** Request headers in one array: a WebSocket keeps them for its life, and a hash table would double its memory. */
final class HeaderMap extends AbstractMap<String, String> {

    private String[] pairs;
    private int count;

    /** @param expected number of headers */
    HeaderMap(int expected) {
        pairs = new String[expected * 2];
    }

    @Override
    public String get(Object name) {
        int at = position(name);
        return at < 0 ? null : pairs[at + 1];
    }

    @Override
    public boolean containsKey(Object name) {
        return position(name) >= 0;
    }

    @Override
    public String put(String name, String value) {
        int at = position(name);
        if (at >= 0) {
            String before = pairs[at + 1];
            pairs[at + 1] = value;
            return before;
        }
        if (count * 2 == pairs.length) {
            pairs = Arrays.copyOf(pairs, pairs.length + 4);
        }
        pairs[count * 2] = name;
        pairs[count * 2 + 1] = value;
        count++;
        return null;
    }

    @Override
    public String remove(Object name) {
        int at = position(name);
        return at < 0 ? null : removeAt(at);
    }

    /** Adds a header line; lines of the same name are joined by a comma. */
    void addLine(String name, String value) {
        String before = get(name);
        put(name, before == null ? value : before + ", " + value);
    }

    /** Gives back the room of headers removed. */
    void trim() {
        pairs = Arrays.copyOf(pairs, count * 2);
    }

    private String removeAt(int at) {
        String value = pairs[at + 1];
        System.arraycopy(pairs, at + 2, pairs, at, count * 2 - at - 2);
        count--;
        pairs[count * 2] = null;
        pairs[count * 2 + 1] = null;
        return value;
    }

    private int position(Object name) {
        for (int i = 0; i < count * 2; i += 2) {
            if (pairs[i].equals(name)) {
                return i;
            }
        }
        return -1;
    }

    @Override
    public Set<Entry<String, String>> entrySet() {
        return new AbstractSet<>() {
            @Override
            public int size() {
                return count;
            }

            @Override
            public Iterator<Map.Entry<String, String>> iterator() {
                return new Entries();
            }
        };
    }

    private final class Entries implements Iterator<Map.Entry<String, String>> {

        private int next;

        @Override
        public boolean hasNext() {
            return next < count;
        }

        @Override
        public Map.Entry<String, String> next() {
            if (next >= count) {
                throw new java.util.NoSuchElementException();
            }
            int at = next++ * 2;
            return new SimpleImmutableEntry<>(pairs[at], pairs[at + 1]);
        }

        @Override
        public void remove() {
            removeAt(--next * 2);
        }
    }
}
