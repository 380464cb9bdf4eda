package dev.sluice.server.check.cluster;

import dev.sluice.server.config.ConfigProblem;
import java.nio.file.Path;
import java.util.List;

/** All rules about nodes of one cluster. */
public final class ClusterRules {
    private ClusterRules() {
    }

    /**
     * What is wrong with these nodes together, and with the way to them. Findings about one file alone are not repeated.
     *
     * @param members       the nodes, one per configuration file; those whose files have errors are left out of account
     * @param balancerFiles files of HAProxy or nginx that lead clients to these nodes, may be none
     */
    public static List<ConfigProblem> check(List<Member> members, List<Path> balancerFiles) {
        Findings findings = new Findings();
        List<Member> nodes = members.stream().filter(member -> member.config() != null).toList();
        new ControlLinkRules(nodes, findings).check();
        return findings.all();
    }
}
