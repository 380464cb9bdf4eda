package dev.sluice.tests.bench;

import java.util.List;

/** How the load client talks to a server: the address, what it says and waits for, and which lines are updates. */
enum Dialect {
    NODE("/lightstreamer", "TLCP-2.5.0.lightstreamer.com", "U,") {
        @Override
        List<Step> steps(List<String> items) {
            return List.of(
                    new Step("create_session\r\nLS_adapter_set=BENCH&LS_cid=mgQkwtwdysogQz2BJ4Ji%20kOj2Bg"
                            + "&LS_send_sync=false&LS_keepalive_millis=5000", "CONOK,"),
                    new Step("control\r\nLS_reqId=1&LS_op=add&LS_subId=1&LS_mode=MERGE&LS_group="
                            + String.join("%20", items)
                            + "&LS_schema=payload&LS_snapshot=false&LS_requested_max_frequency=unfiltered",
                            "SUBOK,1"));
        }
    },
    FLOOR("/", null, "") {
        @Override
        List<Step> steps(List<String> items) {
            return List.of(new Step(String.join(" ", items), "ready"));
        }
    };

    final String path;
    final String subprotocol;
    final String updatePrefix;

    Dialect(String path, String subprotocol, String updatePrefix) {
        this.path = path;
        this.subprotocol = subprotocol;
        this.updatePrefix = updatePrefix;
    }

    abstract List<Step> steps(List<String> items);

    /** One text to send, and the beginning of the line that answers it. */
    record Step(String text, String answer) {
    }
}
