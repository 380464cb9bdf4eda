package dev.sluice.server.config;

/** What to do when the system does not let the node listen, as the end of the line that says so. */
public final class PortAdvice {

    private PortAdvice() {
    }

    /**
     * @param reason  what the system said, null when it said nothing
     * @param port    the port asked for
     * @param element where the configuration names the port
     */
    public static String of(String reason, int port, String element) {
        String said = String.valueOf(reason);
        if (said.contains("in use")) {
            return "; \"ss -ltnp sport = :" + port + "\" shows which process has it: end that one, or give " + element + " another port";
        }
        if (said.contains("Permission denied")) {
            return "; ports below 1024 need root or the capability CAP_NET_BIND_SERVICE: grant it, or give " + element + " a higher port";
        }
        return "";
    }
}
