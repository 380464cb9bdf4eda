package dev.sluice.server.request;

import java.security.SecureRandom;

/** Makes session ids that cannot be guessed: they authorise control requests. Any thread. */
final class SessionIds {

    private static final char[] DIGITS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz".toCharArray();
    /** 24 digits of 62 are 142 bits. */
    private static final int LENGTH = 24;

    private final SecureRandom random = new SecureRandom();

    /** A new id: {@code S} and random letters and digits. */
    String next() {
        StringBuilder id = new StringBuilder(LENGTH + 1).append('S');
        for (int i = 0; i < LENGTH; i++) {
            id.append(DIGITS[random.nextInt(DIGITS.length)]);
        }
        return id.toString();
    }
}
