package dev.sluice.server.node;

import dev.sluice.server.config.ConfigProblem;
import dev.sluice.server.config.ConfigReader;
import dev.sluice.server.config.NodeConfig;
import dev.sluice.server.config.SettingChange;
import dev.sluice.server.logging.LoggingSetup;
import dev.sluice.server.management.ConfigText;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/**
 * Reads the configuration file of a running node again. What can change while it runs is taken over as a whole, or not at all: keystores
 * are read and the log configuration is tried before anything is used. One reload at a time, on the caller's thread.
 */
final class Reload {

    private static final Logger LOG = LoggerFactory.getLogger("LightstreamerLogger.init");
    private static final Pattern OF_SOCKET = Pattern.compile("(?i)https_server\\[(.*)]/.*");
    private static final Pattern OF_CONNECTOR = Pattern.compile("(?i)jmx/rmi_connector/.*");

    private final Path file;
    private final String text;
    private final ConfigReader.Result started;
    private final Node node;
    private ConfigReader.Result inForce;
    private List<String> said;

    /**
     * @param started what the node was started with
     * @param text    the file as it was then
     */
    Reload(Path file, ConfigReader.Result started, String text, Node node) {
        this.file = file;
        this.text = text;
        this.started = started;
        this.inForce = started;
        this.node = node;
    }

    /**
     * Carries it out.
     *
     * @param why who wants it, for the log
     * @return what the log says of it
     */
    synchronized List<String> carryOut(String why) {
        said = new ArrayList<>();
        ConfigReader.Result next = new ConfigReader().read(file);
        next.problems().stream().filter(problem -> problem.severity() != ConfigProblem.Severity.INFO)
                .forEach(problem -> say(problem.severity() == ConfigProblem.Severity.ERROR ? Level.ERROR : Level.WARN, problem.message()));
        if (next.failed()) {
            return refused(why, "its errors are named above; correct them and reload again");
        }
        Runnable keystores;
        try {
            keystores = node.prepareKeystores(next.config());
        } catch (IOException unusable) {
            return refused(why, unusable.getMessage());
        }
        List<ConfigProblem> ofLog = LoggingSetup.replace(next.config().logging().logbackFile());
        ofLog.forEach(problem -> say(Level.WARN, problem.message()));
        if (ofLog.stream().anyMatch(problem -> problem.severity() == ConfigProblem.Severity.ERROR)) {
            return refused(why, "the log configuration cannot be used, the one before stays in force");
        }
        keystores.run();
        node.cluster(next.config().cluster());
        report(why, next);
        inForce = next;
        node.configured(new ConfigText(text, started.takingOver(next)));
        return said;
    }

    private void report(String why, ConfigReader.Result next) {
        List<SettingChange> taken = inForce.changesTo(next).stream().filter(change -> live(change, next.config())).toList();
        List<SettingChange> waiting = started.changesTo(next).stream().filter(change -> !live(change, next.config())).toList();
        taken.forEach(change -> say(Level.INFO, "Changed: " + change.sentence()));
        waiting.forEach(change -> say(Level.WARN, "Not changed while the node runs: " + change.sentence()
                + "; restart the node for it, or put the old value back"));
        say(Level.INFO, why + ": " + file + " was read again with its keystores and the log configuration; " + taken.size()
                + " settings have changed, " + waiting.size() + " others wait for a restart");
    }

    /** Whether it is in force now: the keystore of a socket that is not open is not. */
    private boolean live(SettingChange change, NodeConfig next) {
        Matcher socket = OF_SOCKET.matcher(change.path());
        boolean there = socket.matches() ? secure(started.config(), socket.group(1)) && secure(next, socket.group(1))
                : !OF_CONNECTOR.matcher(change.path()).matches() || keystore(started.config()) && keystore(next);
        return change.live() && there;
    }

    private static boolean secure(NodeConfig config, String socket) {
        return config.sockets().stream().anyMatch(s -> s.secure() && s.name().equals(socket));
    }

    private static boolean keystore(NodeConfig config) {
        return config.management().rmiConnector() != null && config.management().rmiConnector().keystore() != null;
    }

    private List<String> refused(String why, String reason) {
        say(Level.ERROR, why + ": " + file + " changes nothing: " + reason);
        return said;
    }

    private void say(Level level, String sentence) {
        LOG.atLevel(level).log(sentence);
        said.add(sentence);
    }
}
