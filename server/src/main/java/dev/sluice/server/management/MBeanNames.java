package dev.sluice.server.management;

import java.util.Hashtable;
import java.util.regex.Pattern;
import javax.management.MalformedObjectNameException;
import javax.management.ObjectName;

/** Object names of our MBeans. */
final class MBeanNames {

    /** The domain users know. */
    static final String DOMAIN = "com.lightstreamer";
    private static final Pattern PLAIN = Pattern.compile("[^,=:\"*?\\n]+");

    private MBeanNames() {
    }

    /** A name of that type; {@code keys} alternate between key and value. */
    static ObjectName of(String type, String... keys) {
        Hashtable<String, String> all = new Hashtable<>();
        all.put("type", type);
        for (int i = 0; i < keys.length; i += 2) {
            all.put(keys[i], PLAIN.matcher(keys[i + 1]).matches() ? keys[i + 1] : ObjectName.quote(keys[i + 1]));
        }
        try {
            return new ObjectName(DOMAIN, all);
        } catch (MalformedObjectNameException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
