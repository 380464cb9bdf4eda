package dev.sluice.server.config;

/** What a listening socket is declared for ({@code port_type}). */
public enum PortType {
    /** Session creations; a declaration used by backpressure, not enforced. */
    CREATE_ONLY,
    /** Everything but session creations, which are refused with code 70. */
    CONTROL_ONLY,
    /** Everything, past all backpressure. */
    PRIORITY,
    /** Everything. */
    GENERAL_PURPOSE;

    /** Whether the socket accepts session creations. */
    public boolean acceptsCreation() {
        return this != CONTROL_ONLY;
    }
}
