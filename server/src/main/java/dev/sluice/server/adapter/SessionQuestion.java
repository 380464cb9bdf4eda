package dev.sluice.server.adapter;

import java.util.Map;
import java.util.function.BooleanSupplier;

/**
 * What the metadata adapter is asked when a session is created (reference: adapters.md 3.2).
 *
 * @param sessionIds  supplies a fresh session id per attempt (a conflict with another session asks for a second one)
 * @param principal   name of the TLS client certificate, null when none was given
 * @param clientAuth  true: ask the form of {@code notifyUser} with the principal
 * @param headers     mutable, handed on as {@code HTTP_HEADERS}; cookies still inside
 * @param context     the other keys of the client context ({@code REMOTE_IP}, {@code REMOTE_PORT}, {@code USER_AGENT},
 *                    {@code FORWARDING_INFO}, {@code LOCAL_SERVER}, {@code CLIENT_TYPE}, {@code CLIENT_VERSION})
 * @param awaited     whether the client still waits for the answer; asked once more just before the adapter is
 */
public record SessionQuestion(String user, String password, java.util.function.Supplier<String> sessionIds,
                              String principal, boolean clientAuth, Map<String, String> headers,
                              Map<String, String> context, BooleanSupplier awaited) {
}
