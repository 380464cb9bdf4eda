package dev.sluice.server.config;

import java.nio.file.Path;
import java.util.List;

/** Reads a configuration file into a {@link NodeConfig}, collecting every problem before giving up. */
public final class ConfigReader {

    /**
     * What came out of one file.
     *
     * @param config   null as soon as one problem is an error
     * @param problems in file order
     */
    public record Result(NodeConfig config, List<ConfigProblem> problems) {

        /** Whether the node must not start. */
        public boolean failed() {
            return config == null;
        }
    }

    /** Reads the file; never throws for what the file contains. */
    public Result read(Path file) {
        var missing = new ConfigProblem(ConfigProblem.Severity.ERROR, file.toString(), 0, 0, "", "cannot be read", "");
        return new Result(null, List.of(missing));
    }
}
