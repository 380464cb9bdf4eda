package dev.sluice.tests.member;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.tests.kit.ScriptControl;
import dev.sluice.tests.member.Caller.Talk;
import java.io.IOException;

/** A session that streams over a WebSocket, to see whether it feels what happens to others. */
final class SteadySession implements AutoCloseable {

    private final Talk talk;
    private final ScriptControl script;
    private final String item;
    private final String id;
    private int count;

    /** @param selector of its subscription, or null */
    SteadySession(Caller caller, ScriptControl script, String item, String selector) throws IOException {
        this.talk = caller.webSocket();
        this.script = script;
        this.item = item;
        this.id = Caller.idOf(talk.send("create_session", Caller.CREATE).line());
        talk.send("control", "LS_reqId=1&LS_op=add&LS_subId=1&LS_mode=MERGE&LS_group=" + item
                + "&LS_schema=n&LS_data_adapter=SCRIPT" + (selector == null ? "" : "&LS_selector=" + selector));
        talk.line("SUBOK");
    }

    String id() {
        return id;
    }

    Talk talk() {
        return talk;
    }

    /** Its item has an event, the session hears of it, and a request is carried out. */
    void assertServed() throws IOException {
        count++;
        script.update(item, "n", Integer.toString(count));
        assertThat(talk.line("U,1,1,")).isEqualTo("U,1,1," + count);
        assertThat(talk.send("control", "LS_reqId=" + (count + 1) + "&LS_op=constrain").line("REQ"))
                .isEqualTo("REQOK," + (count + 1));
    }

    @Override
    public void close() {
        talk.close();
    }
}
