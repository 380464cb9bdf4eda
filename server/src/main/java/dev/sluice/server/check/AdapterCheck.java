package dev.sluice.server.check;

import dev.sluice.server.adapter.AdapterClasses;
import dev.sluice.server.adapter.AdapterSetReader;
import dev.sluice.server.adapter.AdapterSettings;
import dev.sluice.server.config.AdaptersConfig;
import dev.sluice.server.config.ConfigProblem;
import dev.sluice.server.config.ConfigProblem.Severity;
import dev.sluice.server.config.NodeConfig;
import java.util.ArrayList;
import java.util.List;

/** What is wrong with the adapter sets a configuration file names. */
final class AdapterCheck {
    private AdapterCheck() {
    }

    static List<ConfigProblem> check(NodeConfig config) {
        AdaptersConfig adapters = config.adapters();
        AdapterSettings settings = new AdapterSettings(adapters.expansion(), adapters.envPrefix(),
                config.connections().forwardCookies(), adapters.unexpectedWaitThresholdMillis(),
                config.pools().server().maxSize(), config.pools().server().maxFree());
        AdapterSetReader.Reading reading = AdapterSetReader.read(adapters.dir(), settings);
        List<ConfigProblem> found = new ArrayList<>(reading.problems());
        found.addAll(reading.leftOut());
        found.addAll(reading.warnings());
        if (reading.sets().isEmpty() && reading.problems().isEmpty() && reading.leftOut().isEmpty()) {
            found.add(new ConfigProblem(Severity.WARN, adapters.dir().toString(), 0, 0, "", "", "no adapter set, clients will find nothing",
                    "add a directory with an adapters.xml", ""));
        }
        if (reading.problems().isEmpty()) {
            found.addAll(AdapterClasses.check(reading.sets(), adapters.sharedDir()));
        }
        return found;
    }
}
