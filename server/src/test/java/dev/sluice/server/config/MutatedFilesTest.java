package dev.sluice.server.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Valid files after changes of every kind are refused with findings of one line, or give exactly the values the changed file
 * has. {@code ./sluice test} tries 100,000 of them, the build of the module a tenth.
 */
class MutatedFilesTest {
    private static final int FILES = Integer.getInteger("sluice.tests.mutations", 10_000);
    private static final Map<String, String> PROPERTIES = Map.of("port", "8090", "javaproperty", "Y");
    private static final Map<String, String> ENVIRONMENT = Map.of("PORT", "8091", "NODE", "node1");

    /** Some settings by dotted name, their defaults, and where the node finds them. */
    private static final Map<String, Typed> TYPED = new LinkedHashMap<>();

    static {
        TYPED.put("read_timeout_millis", new Typed(null, c -> c.connections().readTimeoutMillis()));
        TYPED.put("request_limit", new Typed("50000", c -> c.connections().requestLimitBytes()));
        TYPED.put("write_timeout_millis", new Typed("0", c -> c.connections().writeTimeoutMillis()));
        TYPED.put("forward_cookies", new Typed("N", c -> c.connections().forwardCookies()));
        TYPED.put("websocket.max_outbound_frame_size", new Typed("16384", c -> c.connections().webSocket().maxOutboundFrameBytes()));
        TYPED.put("session_timeout_millis", new Typed(null, c -> c.sessions().timeoutMillis()));
        TYPED.put("session_recovery_millis", new Typed("0", c -> c.sessions().recoveryMillis()));
        TYPED.put("max_delay_millis", new Typed("0", c -> c.streams().maxDelayMillis()));
        TYPED.put("max_polling_millis", new Typed(null, c -> c.streams().polling().maxPollingMillis()));
        TYPED.put("max_buffer_size", new Typed("1000", c -> c.subscriptions().maxBufferSize()));
        TYPED.put("delta_delivery", new Typed("Y", c -> c.subscriptions().deltaDelivery()));
        TYPED.put("web_server.persistency_minutes", new Typed("0", c -> c.webServer().persistencyMinutes()));
        TYPED.put("web_server.enabled", new Typed("N", c -> c.webServer().enabled()));
        TYPED.put("sluice.balancer_wait_millis", new Typed("5000", c -> c.cluster().balancerWaitMillis()));
        TYPED.put("sluice.readiness_max_queue", new Typed("-1", c -> c.cluster().readinessMaxQueue()));
    }

    private record Typed(String otherwise, Function<NodeConfig, Object> value) {
    }

    @TempDir
    Path root;

    private final List<byte[]> valid = new ArrayList<>();
    private Path file;

    @BeforeEach
    void writeValidFiles() throws Exception {
        file = ConfigFiles.shipped(root);
        TestStores.write(file.resolveSibling("server.p12"), "JKS", "secret", true);
        Files.writeString(file.resolveSibling("server.password"), "secret");
        Files.writeString(file.resolveSibling("log.xml"), "<configuration/>");
        String shipped = Files.readString(file).replaceAll("(?s)<!--.*?-->", "").replaceAll("\\n\\s*\\n+", "\n");
        String secure = "<https_server name='Safe'><port>8443</port><keystore type='JKS'><keystore_file>server.p12</keystore_file>"
                + "<keystore_password type='file'>server.password</keystore_password></keystore></https_server>";
        for (int i = 0; i < 6; i++) {
            add(shipped);
            add(ConfigFiles.minimal("<http_server name='$env.NODE'><port>$port</port></http_server><env_prefix>env.</env_prefix>"
                    + "<jmx><rmi_connector><port>8888</port><user id='a' password='$p' password_prop_prefix=''/></rmi_connector></jmx>"));
            add(ConfigFiles.minimal("<control_link_address>10.1.1.1:8081</control_link_address><sluice><node_tag>A1</node_tag></sluice>"
                    + "<http_server name='CR'><port>8081</port><port_type>CONTROL_ONLY</port_type></http_server>\n<!-- <https_server> -->"
                    + "<remove_protocols>SSL</remove_protocols><!-- </https_server> -->"));
        }
        add(ConfigFiles.minimal(secure));
    }

    private void add(String text) {
        valid.add(text.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void theFilesAreValidBeforeTheyAreChanged() throws IOException {
        for (byte[] text : valid) {
            assertThat(read(text).failed()).isFalse();
            assertThat(read(text).effective()).isEqualTo(PlainReading.of(text, PROPERTIES, ENVIRONMENT)).hasSizeGreaterThan(15);
        }
    }

    @Test
    @Timeout(value = 10, unit = TimeUnit.MINUTES)
    void aChangedFileIsRefusedOrMeansWhatItSays() throws IOException {
        Random random = new Random(7);
        Mutations mutations = new Mutations(random);
        int[] refused = new int[Mutations.Kind.values().length];
        for (int i = 0; i < FILES; i++) {
            Mutations.Kind kind = Mutations.Kind.values()[i % Mutations.Kind.values().length];
            byte[] text = valid.get(random.nextInt(valid.size()));
            for (int changes = 1 + random.nextInt(8) / 6; changes > 0; changes--) {
                text = mutations.change(text, kind);
            }
            ConfigReader.Result result = read(text);
            String about = "file " + i + ", " + kind + ":\n" + new String(text, StandardCharsets.UTF_8);
            refused[kind.ordinal()] += result.failed() ? 1 : 0;
            assertFindings(result, about);
            if (!result.failed()) {
                assertValues(result, text, about);
            }
        }
        for (int count : refused) {
            assertThat(count).as("refused of each kind %s", Arrays.toString(refused)).isBetween(FILES / 40, FILES / 4 - FILES / 400);
        }
    }

    private ConfigReader.Result read(byte[] text) throws IOException {
        Files.write(file, text);
        return new ConfigReader().withVariables(PROPERTIES::get, ENVIRONMENT::get).withOwn(new TreeMap<>()).read(file);
    }

    private static void assertFindings(ConfigReader.Result result, String about) {
        boolean errors = false;
        for (ConfigProblem problem : result.problems()) {
            errors |= problem.severity() == ConfigProblem.Severity.ERROR;
            String line = problem.message();
            if (problem.reason().isEmpty() || line.contains("\n") || line.contains("Exception") || line.contains("java.lang")) {
                assertThat(line).as(about).isEmpty();
            }
        }
        if (result.failed() != errors) {
            assertThat(result.failed()).as(about).isEqualTo(errors);
        }
    }

    private static void assertValues(ConfigReader.Result result, byte[] text, String about) {
        SortedMap<String, String> said = PlainReading.of(text, PROPERTIES, ENVIRONMENT);
        if (!result.effective().equals(said)) {
            assertThat(result.effective()).as(about).isEqualTo(said);
        }
        TYPED.forEach((name, typed) -> {
            String written = said.getOrDefault(name, typed.otherwise());
            String meant = written.equals("Y") ? "true" : written.equals("N") ? "false" : written;
            if (!meant.equals(String.valueOf(typed.value().apply(result.config())))) {
                assertThat(typed.value().apply(result.config())).as(name + " of " + about).hasToString(meant);
            }
        });
        if (result.config().sockets().size() != said.keySet().stream().filter(name -> name.matches("https?_server\\d*\\(name\\)")).count()) {
            assertThat(result.config().sockets()).as(about).isEmpty();
        }
    }
}
