package dev.sluice.server.cluster;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The file {@code node_identity} of the data folder, which holds the tag of the node and is locked while the node runs. */
final class IdentityFile {

    private static final Logger LOG = LoggerFactory.getLogger("LightstreamerLogger.init");
    private static final String NAME = "node_identity";
    private static final int LONGEST = 4096;

    private final Path file;

    IdentityFile(Path dataDir) {
        this.file = dataDir.resolve(NAME);
    }

    /** The tag that is kept, or {@code fresh}, which is kept from now on if that is possible. */
    String tag(String fresh) {
        try {
            Files.createDirectories(file.getParent());
            FileChannel channel = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE,
                    StandardOpenOption.CREATE);
            if (!claim(channel)) {
                channel.close();
                LOG.warn("{} is in use by another node of this machine, this node is {} for this boot only; give each node a"
                        + " data_dir of its own", file, fresh);
                return fresh;
            }
            // The channel stays open on purpose: with it the lock would go.
            return keep(channel, fresh);
        } catch (IOException e) {
            LOG.warn("The identity of this node cannot be kept in {} ({}): it is {} for this boot only, and after a restart"
                    + " clients of the boot before are told that their sessions are on another node; make data_dir writable, or set"
                    + " node_tag", file, reason(e), fresh);
            return fresh;
        }
    }

    private static boolean claim(FileChannel channel) throws IOException {
        try {
            return channel.tryLock() != null;
        } catch (OverlappingFileLockException takenByThisProcess) {
            return false;
        }
    }

    private String keep(FileChannel channel, String fresh) throws IOException {
        String kept = read(channel);
        if (valid(kept)) {
            return kept;
        }
        if (!kept.isEmpty()) {
            LOG.warn("{} does not hold a node tag, it is replaced by {}; sessions of the boot before count as those of another node",
                    file, fresh);
        }
        channel.truncate(0);
        channel.write(ByteBuffer.wrap((fresh + "\n").getBytes(StandardCharsets.US_ASCII)), 0);
        channel.force(true);
        return fresh;
    }

    private static String read(FileChannel channel) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate((int) Math.min(LONGEST, channel.size()));
        while (bytes.hasRemaining() && channel.read(bytes, bytes.position()) >= 0) {
            continue;
        }
        return new String(bytes.array(), 0, bytes.position(), StandardCharsets.ISO_8859_1).strip();
    }

    private static boolean valid(String tag) {
        return !tag.isEmpty() && tag.length() <= NodeIdentity.MAX_TAG_LENGTH && Letters.only(tag);
    }

    private static String reason(IOException e) {
        return e.getClass().getSimpleName() + (e.getMessage() == null ? "" : " " + e.getMessage());
    }
}
