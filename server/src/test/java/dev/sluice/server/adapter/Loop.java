package dev.sluice.server.adapter;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.server.item.DiffDefaults;
import dev.sluice.server.item.ItemListener;
import dev.sluice.server.item.ItemTable;
import dev.sluice.server.item.ItemUpdate;
import dev.sluice.server.item.Mailbox;
import dev.sluice.server.protocol.LineBuffer;
import dev.sluice.server.protocol.Mode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** The test's thread as the only event loop: joins items and hears what they tell. */
final class Loop {

    private final BlockingQueue<Runnable> wakes = new LinkedBlockingQueue<>();
    private final Mailbox mailbox;
    private final ItemTable items;

    Loop(ItemTable items) {
        this.items = items;
        mailbox = new Mailbox(0, () -> wakes.add(this::drain));
        items.connect(new Mailbox[] {mailbox}, 100, new DiffDefaults(List.of(), 50));
    }

    private void drain() {
        while (!mailbox.drain(1000)) {
            Thread.onSpinWait();
        }
    }

    Listener join(String item, String... fields) {
        Listener listener = new Listener();
        listener.membership = items.join(item, Mode.MERGE, List.of(fields), 0, listener, 0);
        ItemUpdate before = listener.membership.takeSnapshot().latest();
        if (before != null) {
            listener.offer(before);
        }
        return listener;
    }

    /** One listener; hears the item's whole state after each event, fields divided by bars. */
    final class Listener extends ItemListener {

        private final Queue<String> heard = new ArrayDeque<>();
        private ItemTable.Membership membership;

        @Override
        public void offer(ItemUpdate update) {
            LineBuffer line = new LineBuffer(100);
            update.writeFull(line, membership.columns());
            heard.add(new String(line.copy(), StandardCharsets.UTF_8));
        }

        @Override
        public void onFailure(Throwable bug) {
            throw new AssertionError(bug);
        }

        void leave() {
            items.leave(membership, this, 0);
        }

        void expect(String... lines) throws InterruptedException {
            for (String line : lines) {
                while (heard.isEmpty()) {
                    Runnable wake = wakes.poll(10, TimeUnit.SECONDS);
                    assertThat(wake).as("an event").isNotNull();
                    wake.run();
                }
                assertThat(heard.poll()).isEqualTo(line);
            }
        }

        /** Nothing more was sent up to now. */
        void expectEnd() {
            drain();
            assertThat(heard).isEmpty();
        }
    }
}
