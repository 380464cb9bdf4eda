package dev.sluice.server.node;

import dev.sluice.server.management.Health;
import dev.sluice.server.transport.Doorkeeper;

/** What the state of the node means for those who come to its sockets. */
record Door(Operations operations, Health health) implements Doorkeeper {

    @Override
    public boolean healthy() {
        return health.ok();
    }

    @Override
    public boolean live() {
        return health.live();
    }

    @Override
    public boolean ready() {
        return health.ready();
    }

    @Override
    public boolean admits(String address) {
        return operations.admits(address);
    }
}
