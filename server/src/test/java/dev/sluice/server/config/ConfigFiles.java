package dev.sluice.server.config;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Collectors;

/** Configuration files for tests: the shipped ones in a fresh directory, with changes. */
final class ConfigFiles {
    static final Path SHIPPED = Path.of("..", "conf");

    private ConfigFiles() {
    }

    /** Copies the shipped files to {@code root/conf} and creates what they refer to. */
    static Path shipped(Path root) throws IOException {
        Path conf = Files.createDirectories(root.resolve("conf"));
        Files.createDirectories(root.resolve("pages"));
        try (var files = Files.list(SHIPPED)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Files.copy(file, conf.resolve(file.getFileName()));
            }
        }
        return conf.resolve("lightstreamer_conf.xml");
    }

    /** A small valid file, with more elements inside the root. */
    static String minimal(String more) {
        return """
                <lightstreamer_conf>
                <http_server name="One"><port>8080</port></http_server>
                <read_timeout_millis>20000</read_timeout_millis>
                <logback_properties>log.xml</logback_properties>
                <collector_millis>2000</collector_millis>
                <content_length><default>4000000</default></content_length>
                <session_timeout_millis>10000</session_timeout_millis>
                <default_keepalive_millis>5000</default_keepalive_millis>
                <min_keepalive_millis>1000</min_keepalive_millis>
                <max_keepalive_millis>30000</max_keepalive_millis>
                <max_polling_millis>15000</max_polling_millis>
                <max_idle_millis>30000</max_idle_millis>
                """ + more + "\n</lightstreamer_conf>\n";
    }

    /** Reads a text as {@code dir/conf.xml}; a log configuration lies beside it. */
    static ConfigReader.Result read(Path dir, String text, Map<String, String> properties, Map<String, String> environment) {
        try {
            Files.writeString(dir.resolve("log.xml"), "<configuration/>");
            Path file = Files.writeString(dir.resolve("conf.xml"), text);
            return new ConfigReader().withVariables(properties::get, environment::get).read(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static ConfigReader.Result read(Path dir, String text) {
        return read(dir, text, Map.of(), Map.of());
    }

    /** Findings without the file's name, one a line; settings that will act later are left out, their values are tested. */
    static String findings(ConfigReader.Result result) {
        return result.problems().stream().filter(p -> !p.reason().contains("has no effect yet")).map(p -> p.toString().replace(p.file() + ":", "")).collect(Collectors.joining("\n"));
    }
}
