package dev.sluice.server.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class NodeConfigTest {
    private final Path conf = Path.of("/somewhere/conf");

    @Test
    void defaultsListenOnOnePlainSocket() {
        NodeConfig config = NodeConfig.defaults(conf);

        assertThat(config.sockets()).hasSize(1);
        assertThat(config.socket("Sluice HTTP Server").port()).isEqualTo(8080);
        assertThat(config.socket("Sluice HTTP Server").secure()).isFalse();
        assertThat(config.crossDomain().rules()).allMatch(CrossDomainPolicy.Rule::acceptsAll);
    }

    @Test
    void pathsAreRelativeToTheConfDirectory() {
        NodeConfig config = NodeConfig.defaults(conf);

        assertThat(config.adapters().dir()).isEqualTo(Path.of("/somewhere/adapters"));
        assertThat(config.logging().logbackFile()).isEqualTo(Path.of("/somewhere/conf/lightstreamer_log_conf.xml"));
    }

    @Test
    void valuesLeftOutFollowTheValueTheyDependOn() {
        NodeConfig config = NodeConfig.defaults(conf, s -> {
            s.sendbuf = 3_000_000;
            s.sessionTimeoutMillis = 700;
            s.subscriptionTimeoutMillis = null;
        });

        assertThat(config.sessions().maxRecoveryBytes()).isEqualTo(3_000_000);
        assertThat(config.subscriptions().timeoutMillis()).isEqualTo(700);
        assertThat(NodeConfig.defaults(conf, s -> s.sendbuf = 1_600).sessions().maxRecoveryBytes()).isEqualTo(1 << 20);
    }

    @Test
    void keepaliveIsClampedToItsLimits() {
        StreamConfig.Keepalive keepalive = NodeConfig.defaults(conf).streams().keepalive();

        assertThat(List.of(keepalive.grantedMillis(-1), keepalive.grantedMillis(1), keepalive.grantedMillis(99_999)))
                .containsExactly(5_000L, 1_000L, 30_000L);
    }

    @Test
    void removedSuitesAreSearchedNotMatchedWhole() {
        var suites = new TlsConfig.TlsSuites(List.of(), List.of("TLS_RSA_"), List.of(), List.of("TLSv1$", "TLSv1.1"),
                TlsConfig.SuitePreference.CLIENT);

        assertThat(suites.chooseSuites(List.of(), List.of("TLS_RSA_WITH_X", "TLS_ECDHE_Y"))).containsExactly("TLS_ECDHE_Y");
        assertThat(suites.chooseProtocols(List.of(), List.of("TLSv1", "TLSv1.1", "TLSv1.2"))).containsExactly("TLSv1.2");
    }
}
