package dev.sluice.server.management;

import dev.sluice.server.config.ManagementConfig;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.Principal;
import java.util.List;
import java.util.Set;
import javax.management.remote.JMXAuthenticator;
import javax.management.remote.JMXPrincipal;
import javax.security.auth.Subject;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Lets in the users of the configuration. */
final class RmiUsers implements JMXAuthenticator {

    private static final Logger LOG = LoggerFactory.getLogger("LightstreamerLogger.monitoring");

    private final List<ManagementConfig.User> users;

    RmiUsers(List<ManagementConfig.User> users) {
        this.users = users;
    }

    @Override
    public Subject authenticate(Object credentials) {
        if (credentials instanceof String[] words && words.length == 2 && words[0] != null && words[1] != null) {
            for (ManagementConfig.User user : users) {
                if (user.id().equals(words[0]) && same(user.password(), words[1])) {
                    return new Subject(true, Set.<Principal>of(new JMXPrincipal(user.id())), Set.of(), Set.of());
                }
            }
            LOG.warn("JMX connection refused: unknown user {} or wrong password", words[0].replaceAll("\\p{Cntrl}", "?"));
        } else {
            LOG.warn("JMX connection refused: it came without user and password");
        }
        throw new SecurityException("unknown user, or wrong password");
    }

    private static boolean same(String expected, String given) {
        return MessageDigest.isEqual(expected.getBytes(StandardCharsets.UTF_8), given.getBytes(StandardCharsets.UTF_8));
    }
}
