package dev.sluice.tests.soak;

/**
 * Something that must not happen.
 *
 * @param session      id of the client's session at that moment
 * @param subscription what was subscribed, null when it is about the session
 */
record Finding(String client, String session, String subscription, String text) {

    @Override
    public String toString() {
        return client + ", session " + session + (subscription == null ? "" : ", " + subscription) + ": " + text;
    }
}
