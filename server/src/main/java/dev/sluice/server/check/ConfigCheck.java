package dev.sluice.server.check;

import dev.sluice.server.config.ConfigProblem;
import dev.sluice.server.config.ConfigReader;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;

/** Checks configuration files without starting a node. */
public final class ConfigCheck {
    private ConfigCheck() {
    }

    /**
     * Prints every problem of the files, one line each.
     *
     * @param strict warnings about unknown settings count as errors
     * @return 0 nothing to say, 1 warnings only, 2 errors
     */
    public static int run(List<Path> files, boolean strict, PrintStream out) {
        int code = 0;
        for (Path file : files) {
            for (ConfigProblem problem : new ConfigReader().read(file).problems()) {
                out.println(problem);
                code = Math.max(code, switch (problem.severity()) {
                    case ERROR -> 2;
                    case WARN -> 1;
                    case INFO -> 0;
                });
            }
        }
        return code;
    }
}
