package dev.sluice.server.cluster;

import dev.sluice.server.config.ClusterConfig;
import java.security.SecureRandom;
import java.util.Objects;

/**
 * Who this node is among others.
 *
 * <p>Both marks are opaque: nothing of the host or of the configuration file shows in them, since nodes that share one file must differ.
 *
 * @param tag      tells the node from others and is the same after a restart; 1 to {@value #MAX_TAG_LENGTH} letters and digits
 * @param bootMark tells this boot from earlier ones; {@value #BOOT_LENGTH} letters and digits
 */
public record NodeIdentity(String tag, String bootMark) {

    /** Longest tag. */
    public static final int MAX_TAG_LENGTH = 16;
    static final int BOOT_LENGTH = 4;
    private static final int RANDOM_TAG_LENGTH = 8;

    public NodeIdentity {
        Objects.requireNonNull(tag, "tag");
        Objects.requireNonNull(bootMark, "bootMark");
        if (tag.isEmpty() || tag.length() > MAX_TAG_LENGTH || !Letters.only(tag)) {
            throw new IllegalArgumentException("node tag \"" + tag + "\" is not 1 to " + MAX_TAG_LENGTH
                    + " letters and digits; correct node_tag");
        }
    }

    /**
     * The identity of this process, with a new boot mark: the tag that the configuration gives, else the one kept in the data folder, else a
     * random one, which is kept there. When that is impossible a warning says so and the tag is new in each boot. The data folder
     * stays claimed while the process lives, so that a second node that is given the same folder is told another tag.
     */
    public static NodeIdentity load(ClusterConfig config) {
        SecureRandom random = new SecureRandom();
        String boot = Letters.random(random, BOOT_LENGTH);
        if (config.nodeTag() != null) {
            return new NodeIdentity(config.nodeTag(), boot);
        }
        return new NodeIdentity(new IdentityFile(config.dataDir()).tag(Letters.random(random, RANDOM_TAG_LENGTH)), boot);
    }
}
