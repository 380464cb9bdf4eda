package dev.sluice.server.transport;

import dev.sluice.server.config.YesNoAuto;
import java.security.GeneralSecurityException;
import javax.net.ssl.SSLContext;

/**
 * Chooses how TLS sessions of one socket are resumed: by tickets, or from the server's cache. The provider of the JVM knows a system
 * property only, which it reads whenever a context is made.
 */
final class TicketProperty {

    private static final String NAME = "jdk.tls.server.enableSessionTicketExtension";

    private TicketProperty() {
    }

    /** Something that makes a context. */
    interface Making {
        SSLContext make() throws GeneralSecurityException;
    }

    /** Makes a context under the given choice; one at a time. */
    static synchronized SSLContext during(YesNoAuto stateless, Making making) throws GeneralSecurityException {
        if (stateless == YesNoAuto.AUTO) {
            return making.make();
        }
        String before = System.getProperty(NAME);
        System.setProperty(NAME, Boolean.toString(stateless == YesNoAuto.Y));
        try {
            return making.make();
        } finally {
            if (before == null) {
                System.clearProperty(NAME);
            } else {
                System.setProperty(NAME, before);
            }
        }
    }
}
