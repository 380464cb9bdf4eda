package dev.sluice.server.config;

import jakarta.xml.bind.JAXBException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.function.UnaryOperator;
import org.xml.sax.SAXException;

/** Reads a configuration file into a {@link NodeConfig}, collecting every problem before giving up. */
public final class ConfigReader {
    private static final long MAX_BYTES = 16L << 20;

    private final UnaryOperator<String> properties;
    private final UnaryOperator<String> environment;
    private final SortedMap<String, String> own;

    /** A reader that knows the JVM properties and the environment of this process. */
    public ConfigReader() {
        this(System::getProperty, System::getenv, OwnProperties.ofProcess());
    }

    private ConfigReader(UnaryOperator<String> properties, UnaryOperator<String> environment, SortedMap<String, String> own) {
        this.properties = properties;
        this.environment = environment;
        this.own = own;
    }

    ConfigReader withVariables(UnaryOperator<String> ofProperties, UnaryOperator<String> ofEnvironment) {
        return new ConfigReader(ofProperties, ofEnvironment, own);
    }

    /** A reader for which the command line has given these settings of the block {@code sluice}. */
    ConfigReader withOwn(SortedMap<String, String> ofCommandLine) {
        return new ConfigReader(properties, environment, ofCommandLine);
    }

    /** What came out of one file. */
    public static final class Result {
        private final NodeConfig config;
        private final List<ConfigProblem> problems;
        private final EffectiveSettings settings;

        private Result(NodeConfig config, List<ConfigProblem> problems, EffectiveSettings settings) {
            this.config = config;
            this.problems = problems;
            this.settings = settings;
        }

        /** What the node is to be; null as soon as one problem is an error. */
        public NodeConfig config() {
            return config;
        }

        /** What is wrong or worth knowing, in file order, then what concerns the edition file. */
        public List<ConfigProblem> problems() {
            return problems;
        }

        /** Settings in effect that the file gives, by dotted name, passwords masked. */
        public SortedMap<String, String> effective() {
            return settings.settings();
        }

        /** Where those and their blocks are written, by the same names; the root has the empty one. */
        public SortedMap<String, SettingPlace> places() {
            return settings.places();
        }

        /** What the file says otherwise in {@code next}; passwords are compared, and masked. */
        public List<SettingChange> changesTo(Result next) {
            return settings.changesTo(next.settings);
        }

        /** The settings in effect by dotted name when a node that runs with these has taken over from {@code next} what it can. */
        public SortedMap<String, String> takingOver(Result next) {
            return settings.takingOver(next.settings);
        }

        /** Whether the node must not start. */
        public boolean failed() {
            return config == null;
        }
    }

    /** Reads the file; never throws for what the file contains. */
    public Result read(Path file) {
        Problems problems = new Problems(file.toString());
        Path confDir = file.toAbsolutePath().normalize().getParent();
        ConfigNode root = root(file, problems);
        if (root == null) {
            return new Result(null, problems.all(), new EffectiveSettings());
        }
        new VariableExpansion(properties, environment).expand(root);
        OwnProperties.override(root, own);
        new SettingCheck(problems).check(root);
        new SocketRules(problems, new TlsRules(problems, confDir)).check(root);
        new NodeRules(problems, confDir).check(root);
        NodeConfig config = problems.failed() ? null : bind(root, file.toAbsolutePath().normalize(), confDir, problems);
        List<ConfigProblem> found = new ArrayList<>(problems.all());
        found.addAll(EditionFile.read(root, confDir, new VariableExpansion(properties, environment)));
        return new Result(config, List.copyOf(found), new EffectiveSettings(root));
    }

    private static ConfigNode root(Path file, Problems problems) {
        byte[] bytes;
        try {
            if (Files.size(file) > MAX_BYTES) {
                problems.unreadable(0, 0, "larger than " + MAX_BYTES + " bytes", "name a configuration file");
                return null;
            }
            bytes = Files.readAllBytes(file);
        } catch (NoSuchFileException e) {
            problems.unreadable(0, 0, "no such file", "name the file, or set LS_CONFIG");
            return null;
        } catch (IOException e) {
            problems.unreadable(0, 0, "cannot be read", "check that it is a file and its permissions");
            return null;
        }
        ConfigNode root = new TreeReader(problems).read(bytes);
        if (root != null && !root.name.equals("lightstreamer_conf")) {
            problems.error(root, "is the root element instead of lightstreamer_conf", "name a configuration file");
            return null;
        }
        return root;
    }

    private static NodeConfig bind(ConfigNode root, Path file, Path confDir, Problems problems) {
        try {
            return ConfigMapping.toConfig(new SettingFeed().bind(root), file, confDir);
        } catch (JAXBException | SAXException e) {
            problems.error(root, "cannot be bound: " + e, "report this with the file");
            return null;
        }
    }
}
