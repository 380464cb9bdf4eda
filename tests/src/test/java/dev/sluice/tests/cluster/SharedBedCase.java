package dev.sluice.tests.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** Tests that are not about one option and share the bed of one, a little changed; each step leaves both nodes running. */
@Tag("options")
@Execution(ExecutionMode.CONCURRENT)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
abstract class SharedBedCase {

    private TestBed bed;

    /** The option whose files are used. */
    abstract Deployment deployment();

    /** What tells this bed's processes and files from those of the option itself. */
    abstract String variant();

    /** How the option's files are changed, each of them. */
    abstract String change(String file);

    final TestBed bed() {
        return bed;
    }

    @BeforeAll
    void buildBed() throws IOException {
        bed = TestBed.start(deployment(), variant(), this::change);
    }

    @AfterAll
    void removeBed() {
        if (bed != null) {
            bed.close();
        }
    }

    /** A block or a stop of one step is not the next one's business. */
    @AfterEach
    void leaveBothNodesOpen() {
        bed.nodes().stream().filter(ClusterNode::alive).forEach(node -> operate(node, "start"));
    }

    /** Calls an operation of a node's Server MBean. */
    final String operate(ClusterNode node, String operation) {
        return node.invoke(bed.hub(), operation, null, null);
    }

    /** Calls {@code block}. */
    final void block(ClusterNode node, boolean forceRetry) {
        assertThat(operate(node, "block", "java.lang.Boolean", forceRetry)).isEqualTo("true");
    }

    /** Calls an operation of a node's Server MBean with an argument. */
    final String operate(ClusterNode node, String operation, String type, Object argument) {
        return node.invoke(bed.hub(), operation, type, argument);
    }

    /** Starts a node anew, without a word to its clients. */
    final void restart(ClusterNode node) throws IOException {
        node.kill();
        node.start();
        bed.balancer().awaitServer("nodes", node.host(), "UP");
    }

    /** Creates a session that nobody goes on with; returns the answer's text. */
    final String create(String host) {
        return bed.request(host, deployment().url(), "create_session", OptionCase.SHORT_SESSION).path("body").asText();
    }
}
