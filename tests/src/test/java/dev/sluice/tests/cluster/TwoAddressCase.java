package dev.sluice.tests.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.tests.kit.Behaviour;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Order;

/** What every option shows in which the nodes tell their sessions' control link. */
abstract class TwoAddressCase extends OptionCase {

    TwoAddressCase(String option) {
        super(option);
    }

    /** HAProxy closes what goes to its pool for creations: the WebSockets of current clients, which then recover elsewhere. */
    @Step
    @Order(20)
    @Behaviour({4, 39})
    void streamThatBreaksGoesOnAtTheControlLinkInTheSameSession() throws IOException {
        List<String> sessions = everybody().sessions();
        List<Crowd.Member> cut = everybody().members().stream()
                .filter(member -> member.staysWhereItBegan() && !member.client().retried()).toList();
        assertThat(cut).isNotEmpty();
        int mark = bed().balancer().logSize();
        for (ClusterNode node : bed().nodes()) {
            bed().balancer().command("shutdown sessions server nodes/" + node.host());
        }
        String control = deployment().controlSocket();
        for (Crowd.Member member : cut) {
            ClusterClient client = member.client();
            client.await("recovery at " + control, () -> client.recovered() && client.connected()
                    && client.sockets().get(client.sockets().size() - 1).equals(control));
        }
        everybody().awaitMoreUpdates(10);
        assertThat(everybody().sessions()).isEqualTo(sessions);
        assertThat(everybody().members()).allMatch(member -> member.client().faults().isEmpty())
                .allMatch(member -> member.client().serverErrors().isEmpty());
        assertThat(bed().balancer().lines(mark)).filteredOn(line -> line.backend().equals("nodes"))
                .noneMatch(line -> line.path() != null && line.path().endsWith("/bind_session.txt"));
    }
}
