package dev.sluice.server.transport;

/** What the state of the node means for those who come. Asked on event loops: answers come at once. */
public interface Doorkeeper {

    /** Whether the health check answers OK. */
    boolean healthy();

    /** Whether the process does its work. */
    boolean live();

    /** Whether new sessions are welcome. */
    boolean ready();

    /** Whether connections from that address are served at all; otherwise they are closed without a word. */
    boolean admits(String address);
}
