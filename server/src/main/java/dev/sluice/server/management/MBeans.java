package dev.sluice.server.management;

import javax.management.InstanceAlreadyExistsException;
import javax.management.InstanceNotFoundException;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.MBeanServerFactory;
import javax.management.ObjectName;

/**
 * The MBean server of the node, in the domain users know. It is one that {@code MBeanServerFactory.findMBeanServer(null)} finds, as
 * consumers inside the process do. Any thread.
 */
final class MBeans {

    private final MBeanServer server = MBeanServerFactory.createMBeanServer(MBeanNames.DOMAIN);

    MBeanServer server() {
        return server;
    }

    void register(ObjectName name, MBean<?> mbean) {
        try {
            server.registerMBean(mbean, name);
        } catch (InstanceAlreadyExistsException again) {
            throw new IllegalStateException("there are two " + name, again);
        } catch (JMException e) {
            throw new IllegalStateException(e);
        }
    }

    void unregister(ObjectName name) {
        try {
            server.unregisterMBean(name);
        } catch (InstanceNotFoundException gone) {
            return;
        } catch (JMException e) {
            throw new IllegalStateException(e);
        }
    }

    void release() {
        MBeanServerFactory.releaseMBeanServer(server);
    }
}
