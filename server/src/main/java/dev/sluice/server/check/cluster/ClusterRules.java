package dev.sluice.server.check.cluster;

import dev.sluice.server.check.balancer.BalancerFile;
import dev.sluice.server.check.balancer.BalancerReader;
import dev.sluice.server.config.ConfigProblem;
import dev.sluice.server.config.ConfigProblem.Severity;
import dev.sluice.server.config.SettingPlace;
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
        List<BalancerFile> balancers = balancerFiles.stream().map(BalancerReader::read).toList();
        balancers.forEach(balancer -> findings.addAll(balancer.findings()));
        members.stream().filter(member -> member.config() == null && members.size() > 1).forEach(member -> findings.at(Severity.INFO, member,
                new SettingPlace(0, 0, "", ""), "is not compared with the other nodes as long as it has errors", "", ""));
        if (nodes.isEmpty()) {
            return findings.all();
        }
        Cluster cluster = new Cluster(nodes, balancers);
        new ControlLinkRules(cluster, findings).check();
        new WayRules(cluster, findings).check();
        new AddressRules(cluster, findings).check();
        new StreamingRules(cluster, findings).check();
        new StickinessRules(cluster, findings).check();
        new HealthRules(cluster, findings).check();
        new ExposureRules(cluster, findings).check();
        new LikenessRules(cluster, findings).check();
        return findings.all();
    }
}
