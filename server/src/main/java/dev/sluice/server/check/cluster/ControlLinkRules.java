package dev.sluice.server.check.cluster;

import dev.sluice.server.config.ConfigProblem.Severity;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The address each node tells its clients must lead back to that node. */
final class ControlLinkRules {
    private static final String SETTING = "control_link_address";

    private final List<Member> members;
    private final Findings findings;

    ControlLinkRules(List<Member> members, Findings findings) {
        this.members = members;
        this.findings = findings;
    }

    void check() {
        Map<String, Member> byLink = new HashMap<>();
        for (Member member : members) {
            String link = member.config().sessions().controlLinkAddress();
            if (link != null) {
                Member first = byLink.putIfAbsent(link.toLowerCase(Locale.ROOT), member);
                if (first != null) {
                    findings.at(Severity.ERROR, member, member.place(SETTING), "is the control link of " + first.file() + ":"
                            + first.place(SETTING).line() + " too, clients of one of the two nodes come back to the other one and are told code 21",
                            "give each node an address of its own", "Control links");
                }
            }
        }
    }
}
