package dev.sluice.server.management;

/**
 * Which client library a session belongs to, as far as its {@code LS_cid} tells. Only the signature that the protocol gives to
 * everybody has a public meaning; the others are told apart by their text.
 *
 * @param type    null when unknown
 * @param version the signature itself, null when there was none
 */
record ClientLibrary(String type, String version) {

    private static final String GENERIC = "mgQkwtwdysogQz2BJ4Ji";

    static ClientLibrary of(String clientId) {
        if (clientId == null || clientId.isBlank()) {
            return new ClientLibrary(null, null);
        }
        return new ClientLibrary(clientId.startsWith(GENERIC) ? "TLCP" : null, clientId);
    }

    /** "type version": two words, as consumers split it at the blank. */
    String key() {
        return (type == null ? "Unknown" : type) + " " + (version == null ? "-" : version.replaceAll("[ %].*", ""));
    }
}
