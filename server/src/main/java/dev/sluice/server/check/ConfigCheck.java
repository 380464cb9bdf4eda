package dev.sluice.server.check;

import dev.sluice.server.adapter.AdapterSetReader;
import dev.sluice.server.adapter.AdapterSettings;
import dev.sluice.server.check.cluster.ClusterRules;
import dev.sluice.server.check.cluster.Member;
import dev.sluice.server.config.AdaptersConfig;
import dev.sluice.server.config.ConfigProblem;
import dev.sluice.server.config.ConfigProblem.Severity;
import dev.sluice.server.config.ConfigReader;
import dev.sluice.server.config.NodeConfig;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/** Checks configuration files, and the adapter sets and the log configuration they name, without starting a node. */
public final class ConfigCheck {
    private final PrintStream out;
    private final boolean strict;
    private int code;

    private ConfigCheck(PrintStream out, boolean strict) {
        this.out = out;
        this.strict = strict;
    }

    /**
     * Prints every problem of the files, one line each.
     *
     * @param files         the nodes of one cluster when there are several
     * @param balancerFiles what leads clients to these nodes, may be none
     * @param strict        warnings are errors
     * @return 0 nothing to say, 1 warnings only, 2 errors
     */
    public static int run(List<Path> files, List<Path> balancerFiles, boolean strict, PrintStream out) {
        ConfigCheck check = new ConfigCheck(out, strict);
        ConfigReader reader = new ConfigReader();
        List<Member> members = new ArrayList<>();
        for (Path file : files) {
            ConfigReader.Result result = reader.read(file);
            check.file(result);
            members.add(new Member(file.toString(), result));
        }
        if (members.size() > 1 || !balancerFiles.isEmpty()) {
            ClusterRules.check(members, balancerFiles).forEach(problem -> check.tell(problem.severity(), problem.message()));
        }
        return check.code;
    }

    private void file(ConfigReader.Result result) {
        for (ConfigProblem problem : result.problems()) {
            tell(problem.severity(), problem.message());
        }
        NodeConfig config = result.config();
        if (config != null) {
            adapters(config);
            wellFormed(config.logging().logbackFile());
        }
    }

    private void adapters(NodeConfig config) {
        AdaptersConfig adapters = config.adapters();
        AdapterSettings settings = new AdapterSettings(adapters.expansion(), adapters.envPrefix(),
                config.connections().forwardCookies(), adapters.unexpectedWaitThresholdMillis(),
                config.pools().server().maxSize(), config.pools().server().maxFree());
        AdapterSetReader.Reading reading = AdapterSetReader.read(adapters.dir(), settings);
        reading.problems().forEach(line -> tell(Severity.ERROR, line));
        reading.warnings().forEach(line -> tell(Severity.WARN, line));
        if (reading.sets().isEmpty() && reading.problems().isEmpty()) {
            tell(Severity.WARN, adapters.dir() + ": no adapter set, clients will find nothing; add a directory with an adapters.xml");
        }
    }

    private void wellFormed(Path logbackFile) {
        XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        try (InputStream in = Files.newInputStream(logbackFile)) {
            XMLStreamReader reader = factory.createXMLStreamReader(in);
            while (reader.hasNext()) {
                reader.next();
            }
        } catch (XMLStreamException e) {
            String text = e.getMessage();
            String place = e.getLocation() == null ? "" : ":" + e.getLocation().getLineNumber() + ":" + e.getLocation().getColumnNumber();
            tell(Severity.ERROR, logbackFile + place + ": not well-formed XML: "
                    + text.substring(text.indexOf("Message: ") < 0 ? 0 : text.indexOf("Message: ") + 9).replaceAll("\\s+", " ").strip());
        } catch (IOException e) {
            tell(Severity.ERROR, logbackFile + ": cannot be read");
        }
    }

    private void tell(Severity found, String message) {
        Severity severity = strict && found == Severity.WARN ? Severity.ERROR : found;
        out.println(severity + " " + message);
        code = Math.max(code, switch (severity) {
            case ERROR -> 2;
            case WARN -> 1;
            case INFO -> 0;
        });
    }
}
