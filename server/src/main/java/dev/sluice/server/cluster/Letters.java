package dev.sluice.server.cluster;

import java.util.random.RandomGenerator;

/** The 62 letters and digits that marks and session ids are made of. */
final class Letters {

    private static final char[] ALL = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz".toCharArray();
    private static final int SIX_BITS = 63;

    private Letters() {
    }

    static String random(RandomGenerator random, int length) {
        return append(new StringBuilder(length), random, length).toString();
    }

    /** Appends random ones. They are taken from as few calls as possible: the secure generator has one lock for all threads. */
    static StringBuilder append(StringBuilder out, RandomGenerator random, int length) {
        int wanted = out.length() + length;
        byte[] bytes = new byte[length + length / 4];
        while (out.length() < wanted) {
            random.nextBytes(bytes);
            for (int i = 0; i < bytes.length && out.length() < wanted; i++) {
                int place = bytes[i] & SIX_BITS;
                // Two of 64 values are thrown away, so that all letters are equally likely.
                if (place < ALL.length) {
                    out.append(ALL[place]);
                }
            }
        }
        return out;
    }

    static boolean only(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (value(text.charAt(i)) < 0) {
                return false;
            }
        }
        return true;
    }

    static char of(int value) {
        return ALL[value];
    }

    /** 0 to 61, or -1 for another character. */
    static int value(char c) {
        if (c >= '0' && c <= '9') {
            return c - '0';
        }
        if (c >= 'A' && c <= 'Z') {
            return c - 'A' + 10;
        }
        return c >= 'a' && c <= 'z' ? c - 'a' + 36 : -1;
    }
}
