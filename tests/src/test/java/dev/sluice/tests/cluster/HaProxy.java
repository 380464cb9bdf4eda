package dev.sluice.tests.cluster;

import dev.sluice.tests.kit.Await;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** HAProxy on the balancer's host, in the foreground, with a configuration that users copy. */
public final class HaProxy extends HostProcess {

    private static final Pattern HTTP = Pattern.compile(
            "(\\S+) (\\S+):(\\d+) (\\S+)/(\\S+) (\\d+|-1) host=(\\S+) (\\S+) (\\S+)");
    private static final Pattern TCP = Pattern.compile("(\\S+) (\\S+):(\\d+) (\\S+)/(\\S+) ([A-Za-z-]{2})");

    private final Network network;
    private final Path folder;

    HaProxy(Network network, Path folder, Path logs) {
        super(logs.resolve("haproxy.log"));
        this.network = network;
        this.folder = folder;
    }

    /**
     * A line of its log.
     *
     * @param client  address of the client
     * @param vip     address the client came to
     * @param port    port the client came to
     * @param backend pool of servers
     * @param server  server chosen, {@code <NOSRV>} for none
     * @param status  of the response, 0 without HTTP
     * @param host    host name the client asked for, null without HTTP
     * @param path    path the client asked for, null without HTTP
     */
    public record Line(String client, String vip, int port, String backend, String server, int status, String host, String path) {

        /** Whether this can have created a session: the request for it, or a WebSocket on which it was sent. */
        boolean createsSession() {
            return path.endsWith("/create_session.txt") || status == 101;
        }
    }

    public void start() throws IOException {
        launch(new ProcessBuilder(network.on("lb", "haproxy", "-db", "-C", folder.toString(), "-f", "haproxy.cfg"))
                .directory(folder.toFile()));
        Await.until(Await.SOON, () -> "HAProxy answering; its log:\n" + logTail(), () -> answers() || !alive());
        if (!alive()) {
            throw new AssertionError("HAProxy ended with " + awaitExit() + ":\n" + logTail());
        }
    }

    /** All requests or connections logged so far. */
    public List<Line> lines() {
        return lines(0);
    }

    /** Those logged after a mark. */
    public List<Line> lines(int mark) {
        return logSince(mark).stream().map(HaProxy::parse).filter(java.util.Objects::nonNull).toList();
    }

    /** Says something on its administration socket; returns the answer. */
    public String command(String text) throws IOException {
        try (SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX)) {
            channel.connect(UnixDomainSocketAddress.of(folder.resolve("haproxy.sock")));
            channel.write(ByteBuffer.wrap((text + "\n").getBytes(StandardCharsets.UTF_8)));
            StringBuilder answer = new StringBuilder();
            ByteBuffer buffer = ByteBuffer.allocate(65_536);
            while (channel.read(buffer) >= 0) {
                buffer.flip();
                answer.append(StandardCharsets.UTF_8.decode(buffer));
                buffer.clear();
            }
            return answer.toString();
        }
    }

    /** Waits until a server of a pool is in a state, as {@code show stat} has it: UP, DOWN, NOLB, MAINT. */
    public void awaitServer(String backend, String server, String state) {
        Await.until(Await.SOON, () -> backend + "/" + server + " " + state + "; is " + serverState(backend, server),
                () -> serverState(backend, server).startsWith(state));
    }

    /** Connections to servers that failed or had to be tried again, so far. */
    public long connectionErrors() throws IOException {
        return command("show stat").lines().map(line -> line.split(",", -1))
                .filter(cells -> cells.length > 17 && cells[1].equals("BACKEND"))
                .mapToLong(cells -> number(cells[13]) + number(cells[15]) + number(cells[16])).sum();
    }

    private static long number(String cell) {
        return cell.isEmpty() ? 0 : Long.parseLong(cell);
    }

    /** The state of a server as HAProxy tells it. */
    public String serverState(String backend, String server) {
        try {
            return command("show stat").lines().map(line -> line.split(","))
                    .filter(cells -> cells.length > 17 && cells[0].equals(backend) && cells[1].equals(server))
                    .map(cells -> cells[17]).findFirst().orElse("unknown");
        } catch (IOException e) {
            return e.toString();
        }
    }

    private boolean answers() {
        try {
            return command("show info").contains("Uptime");
        } catch (IOException e) {
            return false;
        }
    }

    private static Line parse(String text) {
        Matcher http = HTTP.matcher(text);
        if (http.matches()) {
            return new Line(http.group(1), http.group(2), Integer.parseInt(http.group(3)), http.group(4), http.group(5),
                    Integer.parseInt(http.group(6)), http.group(7), http.group(9));
        }
        Matcher tcp = TCP.matcher(text);
        return !tcp.matches() ? null : new Line(tcp.group(1), tcp.group(2), Integer.parseInt(tcp.group(3)), tcp.group(4),
                tcp.group(5), 0, null, null);
    }
}
