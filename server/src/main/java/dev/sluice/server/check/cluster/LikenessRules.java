package dev.sluice.server.check.cluster;

import dev.sluice.server.adapter.AdapterSetDescriptor;
import dev.sluice.server.adapter.AdapterSetReader;
import dev.sluice.server.adapter.AdapterSettings;
import dev.sluice.server.config.AdaptersConfig;
import dev.sluice.server.config.ConfigProblem.Severity;
import dev.sluice.server.config.NodeConfig;
import dev.sluice.server.config.SettingPlace;
import dev.sluice.server.config.SocketConfig;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Clients may come to any node, so what they notice should be the same on all. */
final class LikenessRules {
    private static final String GUIDE = "Equal nodes";
    private static final int MOST = 10;
    /** What has to differ, or is a matter of the machine. */
    private static final Set<String> OWN = Set.of("control_link_address", "jmx", "env_prefix", "edition_conf", "logback_properties", "adapters_dir",
            "shared_dir", "web_server", "sluice", "dashboard", "healthcheck", "ensure_stopping_service", "selector_pool_size", "max_sessions");

    private final Cluster cluster;
    private final Findings findings;

    LikenessRules(Cluster cluster, Findings findings) {
        this.cluster = cluster;
        this.findings = findings;
    }

    void check() {
        tags();
        Member first = cluster.members.get(0);
        Set<String> sets = adapterSets(first.config());
        for (Member member : cluster.members.subList(1, cluster.members.size())) {
            settings(first, member);
            Set<String> others = adapterSets(member.config());
            if (!sets.equals(others)) {
                findings.at(Severity.INFO, member, member.place("adapters_dir"), (others.isEmpty() ? "holds no adapter set" : "holds the adapter sets "
                        + shown(others)) + ", while " + first.file()
                        + " has " + shown(sets) + ": what a client gets depends on the node", "deploy the same sets on all nodes", GUIDE);
            }
        }
    }

    private void tags() {
        Map<String, Member> byTag = new HashMap<>();
        for (Member member : cluster.members) {
            String tag = member.config().cluster().nodeTag();
            Member first = tag == null ? null : byTag.putIfAbsent(tag, member);
            if (first != null) {
                findings.at(Severity.ERROR, member, member.place("sluice.node_tag"), "is the tag of " + first.file() + ":"
                        + first.place("sluice.node_tag").line() + " too: requests that stray between the two nodes are never recognized,"
                        + " and their clients open new sessions for ever", "leave it out, or give each node its own", GUIDE);
            }
        }
    }

    private void settings(Member first, Member member) {
        Map<String, String> there = comparable(first);
        Map<String, String> here = comparable(member);
        Set<String> names = new TreeSet<>(there.keySet());
        names.addAll(here.keySet());
        int told = 0;
        for (String name : names) {
            String value = name.startsWith("socket ") ? socketOf(name) : name;
            boolean onlyOne = !there.containsKey(value) || !here.containsKey(value);
            if (Objects.equals(here.get(name), there.get(name)) || !value.equals(name) && onlyOne) {
                continue;
            }
            if (++told > MOST) {
                findings.at(Severity.INFO, member, member.place(""), "differs in more settings from " + first.file() + ", which are not listed",
                        "compare the two files", GUIDE);
                return;
            }
            different(first, member, name, here.get(name), there.get(name));
        }
    }

    private void different(Member first, Member member, String name, String here, String there) {
        SettingPlace place = name.startsWith("socket ") ? socketPlace(member, name) : member.place(name);
        SettingPlace shown = here != null ? place : new SettingPlace(place.line(), place.column(),
                name.startsWith("socket ") ? place.path() : name.replace('.', '/'), "");
        String what = name.startsWith("socket ") && !name.equals(socketOf(name)) ? name.substring(socketOf(name).length() + 1) : "";
        String missing = what.isEmpty() ? "is not given here, and is " : "has no " + what + ", which is ";
        findings.at(Severity.INFO, member, shown, (here != null ? "is " : missing) + (there == null ? "not given" : shortened(there)) + " in "
                + first.file() + ": clients are served differently by the two nodes", "give both the same", GUIDE);
    }

    /** Settings that matter to clients; those of sockets begin with {@code socket} and its name. */
    private static Map<String, String> comparable(Member member) {
        Map<String, String> settings = new TreeMap<>();
        member.result().effective().forEach((name, value) -> {
            String block = name.replaceAll("[.(].*", "");
            if (block.matches("https?_server\\d*")) {
                String socket = "socket " + member.result().effective().get(block + "(name)");
                settings.put(socket, block.replaceAll("\\d", ""));
                if (!name.equals(block + "(name)") && !name.matches(".*\\.(listening_interface|keystore|truststore).*")) {
                    settings.put(socket + "\t" + name.substring(block.length() + 1), value);
                }
            } else if (!OWN.contains(block)) {
                settings.put(name, value);
            }
        });
        return settings;
    }

    private static String socketOf(String name) {
        return name.replaceFirst("\t.*", "");
    }

    private static SettingPlace socketPlace(Member member, String name) {
        SocketConfig socket = member.config().socket(socketOf(name).substring("socket ".length()));
        return socket == null ? member.place("") : member.place(socket, name.contains("\t") ? name.replaceFirst(".*\t", "") : "");
    }

    private static String shortened(String value) {
        return value.length() <= 60 ? value : value.substring(0, 57) + "...";
    }

    private static Set<String> adapterSets(NodeConfig config) {
        AdaptersConfig adapters = config.adapters();
        AdapterSettings settings = new AdapterSettings(adapters.expansion(), adapters.envPrefix(), config.connections().forwardCookies(),
                adapters.unexpectedWaitThresholdMillis(), config.pools().server().maxSize(), config.pools().server().maxFree());
        return AdapterSetReader.read(adapters.dir(), settings).sets().stream().map(AdapterSetDescriptor::id)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static String shown(Set<String> sets) {
        return sets.isEmpty() ? "none" : String.join(", ", sets);
    }
}
