package dev.sluice.server.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.server.protocol.Mode;
import dev.sluice.server.subscription.Terms;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Rows of a client that reads with pauses, whatever the adapter does meanwhile. */
class SlowClientTest {

    @Test
    void aSlowClientEndsWithTheRowsTheAdapterHas() {
        for (long seed = 1; seed <= 200; seed++) {
            new Rows(seed).compare();
        }
    }

    /** Random rows, random pauses of the client; at the end it must hold the adapter's rows. */
    private static final class Rows {
        private final Bench bench = new Bench();
        private final RecordingStream stream = RecordingStream.onWebSocket();
        private final Random random;
        private final Map<String, String> adapter = new TreeMap<>();
        private final List<String> told = new ArrayList<>();

        Rows(long seed) {
            random = new Random(seed);
        }

        void compare() {
            double frequency = random.nextBoolean() ? 5 : 0;
            Session session = bench.bound(stream);
            bench.subscribe(session, 1, new Terms(Mode.COMMAND, Integer.MAX_VALUE, random.nextInt(4) == 0, frequency, 1_000,
                    random.nextBoolean()), "i", "key", "command", "q");
            bench.open.get("i").endOfSnapshot();
            for (int n = 0; n < 120; n++) {
                event(n);
                if (random.nextInt(4) == 0) {
                    bench.thread.turn();
                }
                if (random.nextInt(6) == 0) {
                    stream.writable = !stream.writable;
                    if (stream.writable) {
                        stream.becomeWritable();
                    }
                }
                if (random.nextInt(10) == 0) {
                    bench.thread.pass(random.nextInt(150));
                }
            }
            stream.becomeWritable();
            bench.thread.pass(5_000);
            told.addAll(stream.lines());
            assertThat(client()).isEqualTo(adapter);
        }

        private void event(int n) {
            String key = "K" + random.nextInt(5);
            switch (random.nextInt(8)) {
                case 0, 1 -> {
                    if (adapter.remove(key) != null) {
                        bench.event("i", "key=" + key, "command=DELETE");
                    }
                }
                case 2 -> {
                    if (random.nextInt(5) == 0) {
                        bench.open.get("i").clearSnapshot();
                        adapter.clear();
                    }
                }
                default -> {
                    bench.event("i", "key=" + key, adapter.containsKey(key) ? "command=UPDATE" : "command=ADD", "q=" + n);
                    adapter.put(key, Integer.toString(n));
                }
            }
        }

        private Map<String, String> client() {
            Map<String, String> rows = new TreeMap<>();
            String[] last = {null, null, null};
            for (String line : told) {
                if (line.startsWith("CS,")) {
                    rows.clear();
                }
                if (!line.startsWith("U,")) {
                    continue;
                }
                String[] tokens = line.split(",", 4)[3].split("\\|", -1);
                for (int i = 0; i < 3; i++) {
                    last[i] = tokens[i].isEmpty() ? last[i] : tokens[i];
                }
                if (last[1].equals("DELETE")) {
                    assertThat(rows).containsKey(last[0]);
                    rows.remove(last[0]);
                } else {
                    assertThat(rows.containsKey(last[0])).as(line).isEqualTo(last[1].equals("UPDATE"));
                    rows.put(last[0], last[2]);
                }
            }
            return rows;
        }
    }
}
