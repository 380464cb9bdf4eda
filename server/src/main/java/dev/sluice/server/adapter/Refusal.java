package dev.sluice.server.adapter;

import dev.sluice.server.protocol.ErrorCode;

/**
 * Why a question was refused, already in the terms of the protocol.
 *
 * @param reason   the node's own code, or null when the adapter chose {@code code}
 * @param code     number for the wire; zero or below when the adapter chose it
 * @param text     sentence for the client, never null; empty when the adapter gave none
 */
public record Refusal(ErrorCode reason, int code, String text) {

    /** A refusal with the node's own code and sentence. */
    public static Refusal of(ErrorCode reason) {
        return new Refusal(reason, reason.code(), reason.text());
    }

    /** A refusal whose code the adapter chose. */
    public static Refusal byAdapter(int code, String text) {
        return new Refusal(null, Math.min(code, 0), text == null ? "" : text);
    }
}
