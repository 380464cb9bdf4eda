package dev.sluice.server.check.balancer;

import java.util.List;

/**
 * Servers among which a balancer chooses.
 *
 * @param kind       the directive: {@code backend}, {@code upstream} …
 * @param name       as the file has it
 * @param place      where it begins
 * @param servers    in file order
 * @param stickiness what keeps a client on a server
 * @param check      how servers are found to be gone
 */
public record ServerPool(String kind, String name, Place place, List<Server> servers, Stickiness stickiness, HealthCheck check) {

    public ServerPool {
        servers = List.copyOf(servers);
    }

    /** As a reader finds it: {@code backend nodes}. */
    public String shown() {
        return kind + " " + name;
    }

    /**
     * One server.
     *
     * @param kind       the directive: {@code backend}, {@code upstream} …
 * @param name       as the file has it
     * @param host       address or name, lower case
     * @param port       1 to 65535, 0 = unknown
     * @param proxy      whether connections to it begin with a PROXY header
     * @param tls        whether the balancer speaks TLS to it
     * @param checked    whether its health is asked for
     * @param checkPort  port of the health check
     * @param checkProxy whether the health check begins with a PROXY header
     * @param place      where it is written
     */
    public record Server(String name, String host, int port, boolean proxy, boolean tls, boolean checked, int checkPort,
                         boolean checkProxy, Place place) {

        /** As in the file: {@code 10.0.0.1:81}. */
        public String shown() {
            return (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
        }
    }

    /**
     * What keeps a client on a server.
     *
     * @param kind     by what
     * @param released whether a server that takes no new clients loses those that begin a session
     * @param flaw     why not, although the file tries; empty otherwise
     * @param place    where it is written
     */
    public record Stickiness(Kind kind, boolean released, String flaw, Place place) {

        /** No stickiness. */
        public static final Stickiness NONE = new Stickiness(Kind.NONE, true, "", new Place("", 0));

        /** By what a client is recognized: nothing, a hash of its address, a table of addresses, a cookie, something else. */
        public enum Kind { NONE, HASH, TABLE, COOKIE, OTHER }
    }

    /**
     * How servers are found to be gone.
     *
     * @param asked     HTTP requests, connections, or nothing
     * @param path      of the requests, null = unknown
     * @param keeps404  whether a server that answers 404 keeps its clients ({@code disable-on-404})
     * @param place     where it is written
     */
    public record HealthCheck(Asked asked, String path, boolean keeps404, Place place) {

        /** By what: nothing but failed requests, connections, HTTP requests, something else. */
        public enum Asked { NOTHING, CONNECTION, HTTP, OTHER }
    }
}
