package dev.sluice.tests.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.tests.kit.Behaviour;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Order;

/** Everything through the balancer, which keeps a client on a node by its address. */
class Option1A1Test extends OptionCase {

    Option1A1Test() {
        super("1.A.1");
    }

    @Step
    @Order(10)
    void clientsOfOneHostAreOnOneNode() throws IOException {
        for (List<Integer> host : List.of(List.of(4, 5), List.of(9))) {
            assertThat(everybody().members().stream().filter(member -> host.contains(member.generation()))
                    .map(member -> bed().home(member.client().session())).distinct()).hasSize(1);
        }
    }

    @Step
    @Order(11)
    @Behaviour(26)
    void stickinessThatChangesIsNoticedAtTheNextHttpBindAndNotOnAWebSocket() throws IOException {
        List<Crowd.Member> moved = everybody().members().stream().filter(member -> member.generation() == 5).toList();
        ClusterNode home = bed().home(moved.get(0).client().session());
        bed().node(3 - home.number()).awaitWindowOver();
        bed().balancer().command("set server nodes/" + home.host() + " state drain");
        for (Crowd.Member member : moved) {
            if (!member.webSocket()) {
                member.client().await("code 21", () -> {
                    // Again and again: the answer to a request that was under way puts the old node into the table.
                    bed().balancer().command("clear table nodes key 200.0.0.101");
                    return member.client().serverErrors().equals(List.of(21));
                });
            }
        }
        for (Crowd.Member member : moved) {
            if (member.webSocket()) {
                member.client().awaitMoreUpdates(20);
                assertThat(member.client().serverErrors()).as(member.toString()).isEmpty();
            }
        }
        // WebSockets that must come again are led to the other node too.
        bed().balancer().command("shutdown sessions server nodes/" + home.host());
        everybody().members().stream().filter(member -> member.generation() != 9).map(Crowd.Member::client).forEach(client -> {
            client.await("code 21", () -> client.serverErrors().equals(List.of(21)));
            client.reconnect();
        });
        bed().balancer().command("set server nodes/" + home.host() + " state ready");
        everybody().awaitConnected();
    }
}
