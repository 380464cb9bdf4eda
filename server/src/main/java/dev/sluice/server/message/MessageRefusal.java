package dev.sluice.server.message;

import dev.sluice.server.protocol.ErrorCode;

/**
 * Why a message is not taken.
 *
 * @param reason the code of {@code REQERR}
 * @param text   its sentence
 */
public record MessageRefusal(ErrorCode reason, String text) {

    static MessageRefusal of(ErrorCode reason) {
        return new MessageRefusal(reason, reason.text());
    }
}
