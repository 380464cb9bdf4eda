package dev.sluice.tests.cluster;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sluice.tests.kit.Layout;
import java.io.File;
import java.util.Arrays;
import java.util.stream.Collectors;

/** The Java client before the current one, 4.3.7, which has the same class names and so needs a class path of its own. */
final class OldClient {

    private OldClient() {
    }

    /** Class path of an agent with this client. */
    static String classPath() {
        if (!Layout.target().resolve("old-java-client/ls-javase-client-4.3.7.jar").toFile().isFile()) {
            throw new IllegalStateException("the older Java client is missing; the build of the module copies it");
        }
        String ours = Layout.target().resolve("test-classes").toString();
        String json = Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(entry -> entry.contains("jackson")).collect(Collectors.joining(File.pathSeparator));
        if (json.isEmpty()) {
            throw new IllegalStateException("no " + ObjectMapper.class.getName() + " on the class path");
        }
        return String.join(File.pathSeparator, ours, json, Layout.target().resolve("old-java-client") + "/*");
    }
}
