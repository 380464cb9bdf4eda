package dev.sluice.tests.clients;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Assumptions;

/** The official client libraries the node is tested with. */
public enum Partner {
    /** {@code ls-javase-client} 5.2.1 in the JVM of the test. */
    JAVA {
        @Override
        TestClient open(int pagesPort) {
            return new JavaClient();
        }
    },
    /** {@code lightstreamer-client-node} 9.2.2 in a process of its own. */
    NODE {
        @Override
        TestClient open(int pagesPort) throws IOException {
            return new NodeClient();
        }

        @Override
        boolean present() {
            return onPath("node") && onPath("npm");
        }
    },
    /** {@code lightstreamer-client-web} 9.2.3 in a page that the node itself serves to Chromium. */
    WEB {
        @Override
        TestClient open(int pagesPort) throws IOException {
            return new WebClient(pagesPort);
        }

        @Override
        boolean present() {
            return NODE.present() && Files.isExecutable(Browser.CHROMIUM);
        }
    };

    /** System property: a missing partner is a failure. */
    private static final String ALL_DEMANDED = "sluice.tests.partners";

    /** A fresh client, not connected; a browser loads its page from the node at {@code pagesPort}. */
    abstract TestClient open(int pagesPort) throws IOException;

    /** Skips the test by name when the partner is not installed; fails it where all partners are demanded. */
    void require() {
        if (!Boolean.getBoolean(ALL_DEMANDED)) {
            Assumptions.assumeTrue(present(), this + " client: Node, npm or Chromium is not installed");
        } else if (!present()) {
            throw new AssertionError(this + " client: Node, npm or Chromium is not installed, and " + ALL_DEMANDED + " is set");
        }
    }

    /** Whether everything it needs is installed. */
    boolean present() {
        return true;
    }

    private static boolean onPath(String program) {
        return Arrays.stream(System.getenv("PATH").split(":")).anyMatch(dir -> Files.isExecutable(Path.of(dir, program)));
    }
}
