package dev.sluice.server.check;

import dev.sluice.server.check.cluster.ClusterRules;
import dev.sluice.server.check.cluster.Member;
import dev.sluice.server.config.ConfigProblem;
import dev.sluice.server.config.ConfigReader;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Checks configuration files, the keystores, adapter sets and log configurations they name, and how the nodes fit together,
 * without starting a node.
 */
public final class ConfigCheck {
    private final Options options;
    private final Set<ConfigProblem> found = new LinkedHashSet<>();

    /**
     * How to check.
     *
     * @param strict warnings are errors
     * @param here   ports and addresses are tried on this machine
     * @param now    the time at which certificates have to be valid
     */
    public record Options(boolean strict, boolean here, Instant now) {
    }

    private ConfigCheck(Options options) {
        this.options = options;
    }

    /**
     * Everything there is to say about some files.
     *
     * @param files         the nodes of one cluster when there are several
     * @param balancerFiles what leads clients to these nodes, may be none
     */
    public static CheckReport run(List<Path> files, List<Path> balancerFiles, Options options) {
        ConfigCheck check = new ConfigCheck(options);
        ConfigReader reader = new ConfigReader();
        List<Member> members = new ArrayList<>();
        for (Path file : files) {
            ConfigReader.Result result = reader.read(file);
            check.file(file, result);
            members.add(new Member(file.toString(), result));
        }
        if (members.size() > 1 || !balancerFiles.isEmpty()) {
            check.found.addAll(ClusterRules.check(members, balancerFiles));
        }
        CheckReport report = new CheckReport(files, List.copyOf(check.found));
        return options.strict() ? report.strictly() : report;
    }

    private void file(Path file, ConfigReader.Result result) {
        found.addAll(result.problems());
        if (result.failed()) {
            return;
        }
        CheckedFile checked = new CheckedFile(file, result);
        found.addAll(CertificateCheck.check(checked, options.now()));
        if (options.here()) {
            found.addAll(PortTrial.check(checked));
        }
        found.addAll(AdapterCheck.check(checked.config()));
        found.addAll(LogFileCheck.check(checked.config().logging().logbackFile()));
    }
}
