package dev.sluice.tests.member;

import static dev.sluice.tests.member.Caller.CREATE;
import static dev.sluice.tests.member.Caller.POLL;
import static dev.sluice.tests.member.Caller.idOf;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.tests.kit.Behaviour;
import dev.sluice.tests.kit.NodeProcess;
import dev.sluice.tests.kit.NodeSettings;
import dev.sluice.tests.member.Caller.Talk;
import dev.sluice.tests.port.FreePorts;
import dev.sluice.tests.proof.Setting;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.ConnectException;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Sockets of every type on one node with a control link. */
@Timeout(120)
class PortTypesTest {

    private static final String LINK = "push1.mycompany.com:8888/elsewhere";
    private static NodeProcess node;

    enum Socket {
        GENERAL("Test HTTP", "127.0.0.1", ""),
        S("HTTP Server S", "127.0.0.1", "<port_type>CREATE_ONLY</port_type>"),
        CR("HTTP Server CR", "127.0.0.1", "<port_type>CONTROL_ONLY</port_type>"),
        PRIORITY("Priority", "127.0.0.1", "<port_type>PRIORITY</port_type>"),
        ONE("One address", "127.0.0.2", ""),
        OTHER("Other address", "127.0.0.3", "");

        private final String title;
        private final String address;
        private final String more;
        private int port;

        Socket(String title, String address, String more) {
            this.title = title;
            this.address = address;
            this.more = more;
        }

        Caller caller() {
            return Caller.of(address, port);
        }
    }

    @BeforeAll
    static void start() throws IOException {
        NodeSettings settings = new NodeSettings().set("control_link_address", LINK).property("sluice.event_loops", "2");
        for (Socket socket : List.of(Socket.S, Socket.CR, Socket.PRIORITY, Socket.ONE)) {
            socket.port = FreePorts.next();
        }
        Socket.OTHER.port = Socket.ONE.port;
        for (Socket socket : Socket.values()) {
            if (socket != Socket.GENERAL) {
                settings.socket(socket.title, socket.address, socket.port, socket.more);
            }
        }
        node = NodeProcess.start(settings);
        Socket.GENERAL.port = node.port();
    }

    @AfterAll
    static void stop() {
        node.close();
    }

    @ParameterizedTest
    @EnumSource(names = "CR", mode = EnumSource.Mode.EXCLUDE)
    @Behaviour({1, 2, 3, 4, 6, 7})
    @Setting("control_link_address")
    void everyOtherTypeServesEverythingOverHttp(Socket socket) throws IOException {
        Caller caller = socket.caller();
        List<String> created = caller.ask("create_session", CREATE + POLL);
        assertThat(created.get(0)).as("control link as it is configured").endsWith("," + LINK);
        assertThat(created.get(1)).isEqualTo("SERVNAME," + socket.title);
        String session = idOf(created.get(0));
        assertThat(caller.control(session)).isEqualTo("REQOK,1");
        assertThat(caller.poll(session).get(0)).as("poll").startsWith("CONOK," + session).endsWith("," + LINK);
        try (BufferedReader stream = caller.stream("bind_session", "LS_session=" + session)) {
            assertThat(stream.readLine()).as("stream").startsWith("CONOK," + session).endsWith("," + LINK);
        }
    }

    @ParameterizedTest
    @EnumSource(names = "CR", mode = EnumSource.Mode.EXCLUDE)
    @Behaviour({1, 2, 6, 7, 39})
    void everyOtherTypeServesEverythingOverWebSocket(Socket socket) throws IOException {
        String session;
        try (Talk talk = socket.caller().webSocket()) {
            String created = talk.send("create_session", CREATE).line();
            assertThat(created).endsWith("," + LINK);
            session = idOf(created);
            assertThat(talk.line()).isEqualTo("SERVNAME," + socket.title);
            assertThat(talk.send("control", "LS_reqId=1&LS_op=force_rebind").line("REQ")).isEqualTo("REQOK,1");
            assertThat(talk.line("LOOP")).isEqualTo("LOOP,0");
            assertThat(talk.send("bind_session", "LS_session=" + session).line()).startsWith("CONOK," + session).endsWith("," + LINK);
        }
    }

    @Test
    @Behaviour(5)
    void controlOnlyRefusesCreationInTheCodeOfTheVersion() throws IOException {
        Caller caller = Socket.CR.caller();
        assertThat(caller.ask("create_session", CREATE + POLL)).singleElement().asString().startsWith("CONERR,70,");
        assertThat(caller.speaking("TLCP-2.2.0").ask("create_session", CREATE).get(0)).startsWith("CONERR,70,");
        assertThat(caller.speaking("TLCP-2.1.0").ask("create_session", CREATE).get(0)).startsWith("CONERR,71,");
        assertThat(caller.speaking("TLCP-2.0.0").ask("create_session", CREATE).get(0)).startsWith("CONERR,71,");
        assertThat(caller.speaking("TLCP-9.0.0").ask("create_session", CREATE).get(0)).as("the port is checked first")
                .startsWith("CONERR,70,");
    }

    @Test
    @Behaviour(5)
    void controlOnlyAcceptsTheWebSocketAndRefusesCreationOnIt() throws IOException {
        String session = Socket.S.caller().session();
        try (Talk talk = Socket.CR.caller().webSocket()) {
            assertThat(talk.send("create_session", CREATE).line()).startsWith("CONERR,70,");
            assertThat(talk.send("bind_session", "LS_session=" + session).line()).startsWith("CONOK," + session);
        }
    }

    @Test
    @Behaviour({2, 4})
    void sessionGoesOnThroughAnotherSocketThatTellsItsName() throws IOException {
        String session = Socket.S.caller().session();
        assertThat(Socket.CR.caller().control(session)).isEqualTo("REQOK,1");
        try (BufferedReader stream = Socket.CR.caller().stream("bind_session", "LS_session=" + session)) {
            assertThat(stream.readLine()).startsWith("CONOK," + session).endsWith("," + LINK);
            assertThat(stream.readLine()).isEqualTo("SERVNAME,HTTP Server CR");
            assertThat(Socket.OTHER.caller().control(session)).isEqualTo("REQOK,1");
        }
        assertThat(Socket.ONE.caller().poll(session)).contains("SERVNAME,One address");
    }

    @Test
    @Behaviour(10)
    void socketsOfOnePortAreToldApartByTheirAddress() throws IOException {
        assertThat(Socket.ONE.port).isEqualTo(Socket.OTHER.port);
        assertThat(Socket.ONE.caller().ask("create_session", CREATE + POLL)).contains("SERVNAME,One address");
        assertThat(Socket.OTHER.caller().ask("create_session", CREATE + POLL)).contains("SERVNAME,Other address");
        for (String address : List.of("127.0.0.1", "127.0.0.4")) {
            assertThatThrownBy(() -> Caller.of(address, Socket.ONE.port).session()).as(address).isInstanceOf(ConnectException.class);
        }
    }

    @Test
    @Behaviour(6)
    void webSocketIsRefusedOnCreateOnlyWhenSaidSo() throws IOException {
        int create = FreePorts.next();
        int control = FreePorts.next();
        NodeSettings settings = new NodeSettings().property("sluice.refuse_websocket_on_create_only", "Y")
                .socket("S", "127.0.0.1", create, "<port_type>CREATE_ONLY</port_type>")
                .socket("CR", "127.0.0.1", control, "<port_type>CONTROL_ONLY</port_type>");
        try (NodeProcess split = NodeProcess.start(settings)) {
            assertThatThrownBy(() -> Caller.of(create).webSocket()).hasMessage("refused with 400");
            String session = Caller.of(create).session();
            try (Talk talk = Caller.of(control).webSocket()) {
                assertThat(talk.send("bind_session", "LS_session=" + session).line()).startsWith("CONOK," + session);
            }
            Caller.of(split.port()).webSocket().close();
        }
    }
}
