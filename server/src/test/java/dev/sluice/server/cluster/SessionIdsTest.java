package dev.sluice.server.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SessionIdsTest {

    private static final NodeIdentity ME = new NodeIdentity("node7", "b00t");

    @Test
    @Behaviour(13)
    void idCarriesTagAndBoot() {
        String id = new SessionIds(ME).next();
        assertThat(id).matches("[0-9A-Za-z]+");
        assertThat(SessionIds.homeOf(id)).isEqualTo(ME);
    }

    @Test
    @Behaviour(13)
    void idsDifferInEveryRandomCharacter() {
        SessionIds ids = new SessionIds(ME);
        int random = 22;
        Set<String> all = new HashSet<>();
        Set<Character>[] seen = newSets(random);
        for (int i = 0; i < 4000; i++) {
            String id = ids.next();
            all.add(id);
            for (int at = 0; at < random; at++) {
                seen[at].add(id.charAt(id.length() - random + at));
            }
        }
        assertThat(all).hasSize(4000);
        for (Set<Character> place : seen) {
            assertThat(place).as("22 places of 62 letters each are 131 bits").hasSize(62);
        }
    }

    @Test
    @Behaviour(13)
    void otherTextsAreNoIds() {
        String id = new SessionIds(ME).next();
        for (String other : new String[] {"", "S", "S1", "S15node7b00t", id + "x", id.substring(1), "T" + id.substring(1),
            id.substring(0, id.length() - 1), id.substring(0, id.length() - 1) + "-", "S2" + id.substring(2),
            "S10" + id.substring(3), "S1z" + id.substring(3), "S1b4c2d3e4f5g6h7i8j9kT1234567"}) {
            assertThat(SessionIds.homeOf(other)).as(other).isNull();
        }
    }

    @SuppressWarnings("unchecked")
    private static Set<Character>[] newSets(int count) {
        Set<Character>[] sets = new Set[count];
        for (int i = 0; i < count; i++) {
            sets[i] = new HashSet<>();
        }
        return sets;
    }
}
