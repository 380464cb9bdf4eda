package dev.sluice.server.management;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class HealthTest {

    private final ScriptedControl control = new ScriptedControl();
    private final Health health = new Health(control);

    @Test
    void theHealthCheckFollowsTheNodeUntilTheOperatorDecides() {
        assertThat(health.ok()).isTrue();
        control.serving = false;
        assertThat(health.ok()).isFalse();
        assertThat(health.override(true)).isTrue();
        assertThat(health.ok()).isTrue();
        assertThat(health.override(true)).as("again").isFalse();
        assertThat(health.override((Boolean) null)).isTrue();
        assertThat(health.ok()).isFalse();
    }

    @Test
    void aBlockedNodeIsHealthyAndNotReady() {
        control.reasons.add(new Health.Reason("blocked", "by the operator"));
        assertThat(health.ok()).isTrue();
        assertThat(health.ready()).isFalse();
        assertThat(health.live()).isTrue();
        assertThat(health.reasons()).extracting(Health.Reason::code).containsExactly("blocked");
    }

    /** A node that is as the test says. */
    private static final class ScriptedControl implements NodeControl {

        private boolean serving = true;
        private final List<Health.Reason> reasons = new ArrayList<>();

        @Override
        public String status() {
            return "Running";
        }

        @Override
        public boolean serving() {
            return serving;
        }

        @Override
        public List<Health.Reason> notReady() {
            return reasons;
        }

        @Override
        public List<String> reload() {
            return List.of();
        }

        @Override
        public boolean block(Boolean forceRetry) {
            return false;
        }

        @Override
        public boolean start() {
            return false;
        }

        @Override
        public boolean stop() {
            return false;
        }

        @Override
        public boolean drainSessions(Double perSecond) {
            return false;
        }

        @Override
        public void drainAndExit() {
        }

        @Override
        public void shutdown() {
        }

        @Override
        public int maxSessions() {
            return 0;
        }

        @Override
        public void maxSessions(int limit) {
        }

        @Override
        public boolean ban(String address) {
            return false;
        }

        @Override
        public boolean unban(String address) {
            return false;
        }

        @Override
        public List<String> banned() {
            return List.of();
        }

        @Override
        public List<String> strays() {
            return List.of();
        }

        @Override
        public boolean watch(String sessionId) {
            return false;
        }

        @Override
        public void unwatch(String sessionId) {
        }

        @Override
        public List<String> watched() {
            return List.of();
        }
    }
}
