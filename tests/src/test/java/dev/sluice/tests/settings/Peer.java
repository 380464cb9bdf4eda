package dev.sluice.tests.settings;

import dev.sluice.tests.kit.Await;
import dev.sluice.tests.kit.NodeReads;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Locale;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;

/** One connection to a node, plain or over TLS, that sends what it is told and reads octet by octet. */
final class Peer implements AutoCloseable {

    static final String CREATE = "LS_adapter_set=TEST&LS_cid=mgQkwtwdysogQz2BJ4Ji%20kOj2Bg&LS_send_sync=false";
    static final String POLL = "&LS_polling=true&LS_polling_millis=0&LS_idle_millis=0";
    private static final String PROTOCOL = "?LS_protocol=TLCP-2.5.0";

    private final Socket socket;
    private final InputStream in;
    private final NodeReads.Meter meter;

    private Peer(Socket socket) throws IOException {
        this.socket = socket;
        socket.setSoTimeout((int) Await.SOON.toMillis());
        in = new BufferedInputStream(socket.getInputStream());
        meter = NodeReads.meter(socket.getPort());
    }

    static Peer of(Socket connected) throws IOException {
        return new Peer(connected);
    }

    static Peer open(int port) throws IOException {
        return open("127.0.0.1", port);
    }

    static Peer open(String address, int port) throws IOException {
        return new Peer(new Socket(address, port));
    }

    /** One whose receive buffer is small, for clients that do not read. */
    static Peer narrow(int port) throws IOException {
        Socket socket = new Socket();
        socket.setReceiveBufferSize(4096);
        socket.connect(new InetSocketAddress("127.0.0.1", port));
        return new Peer(socket);
    }

    /** One over TLS, after the handshake. */
    static Peer tls(int port, SSLContext tls) throws IOException {
        SSLSocket socket = (SSLSocket) tls.getSocketFactory().createSocket("127.0.0.1", port);
        socket.startHandshake();
        return new Peer(socket);
    }

    Peer send(String text) throws IOException {
        return send(text.getBytes(StandardCharsets.UTF_8));
    }

    Peer send(byte[] bytes) throws IOException {
        socket.getOutputStream().write(bytes);
        socket.getOutputStream().flush();
        return this;
    }

    /** Asks for a page; {@code headers} are whole lines. */
    Peer get(String path, String... headers) throws IOException {
        StringBuilder head = new StringBuilder("GET " + path + " HTTP/1.1\r\nHost: localhost\r\n");
        for (String header : headers) {
            head.append(header).append("\r\n");
        }
        return send(head.append("\r\n").toString());
    }

    /** Sends a request of the protocol; {@code headers} are whole lines. */
    Peer post(String name, String body, String... headers) throws IOException {
        return postTo("/lightstreamer/" + name + ".txt" + PROTOCOL, body, headers);
    }

    Peer postTo(String path, String body, String... headers) throws IOException {
        StringBuilder head = new StringBuilder("POST " + path + " HTTP/1.1\r\nHost: localhost\r\nContent-Length: " + body.length() + "\r\n");
        for (String header : headers) {
            head.append(header).append("\r\n");
        }
        return send(head + "\r\n" + body);
    }

    /** Creates a session by a poll on this connection; returns the lines of the answer. */
    String create(String... headers) throws IOException {
        return post("create_session", CREATE + POLL, headers).body(head());
    }

    /** The next octet, -1 at the end of the connection, however it ended. */
    int read() throws IOException {
        int octet;
        try {
            octet = in.read();
        } catch (SocketTimeoutException e) {
            throw new AssertionError("nothing came", e);
        } catch (IOException reset) {
            return -1;
        }
        meter.read(octet < 0 ? 0 : 1);
        return octet;
    }

    byte[] read(int count) throws IOException {
        byte[] bytes = new byte[count];
        for (int i = 0; i < count; i++) {
            int octet = read();
            if (octet < 0) {
                throw new AssertionError("the connection ended after " + i + " of " + count + " octets");
            }
            bytes[i] = (byte) octet;
        }
        return bytes;
    }

    /** The next line without its end, null at the end of the connection. */
    String line() throws IOException {
        StringBuilder line = new StringBuilder();
        for (int octet = read(); octet >= 0; octet = read()) {
            if (octet == '\n') {
                return line.toString().stripTrailing();
            }
            line.append((char) octet);
        }
        return line.length() == 0 ? null : line.toString();
    }

    /** The next line that begins like this. */
    String line(String start) throws IOException {
        long end = System.nanoTime() + Await.SOON.toNanos();
        String line = line();
        while (line != null && !line.startsWith(start) && System.nanoTime() < end) {
            line = line();
        }
        if (line == null || !line.startsWith(start)) {
            throw new AssertionError("no line " + start);
        }
        return line;
    }

    /** Head of a response, each line ended by CR LF; names of headers as they came. */
    String head() throws IOException {
        StringBuilder head = new StringBuilder();
        for (String line = line(); line == null || !line.isEmpty(); line = line()) {
            if (line == null) {
                throw new AssertionError("the connection ended before a response: " + head);
            }
            head.append(line).append("\r\n");
        }
        return head.toString();
    }

    /** The body that this head announces, or as much of it as comes: a stream may end before the length told beforehand. */
    byte[] octets(String head) throws IOException {
        String lower = head.toLowerCase(Locale.ROOT);
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        if (!lower.contains("transfer-encoding: chunked")) {
            int at = lower.indexOf("content-length: ");
            int length = at < 0 ? Integer.MAX_VALUE : Integer.parseInt(lower.substring(at + 16, lower.indexOf('\r', at)));
            for (int octet = length == 0 ? -1 : read(); octet >= 0; octet = body.size() == length ? -1 : read()) {
                body.write(octet);
            }
            return body.toByteArray();
        }
        for (int size = chunkSize(); size > 0; size = chunkSize()) {
            body.writeBytes(read(size));
            line();
        }
        line();
        return body.toByteArray();
    }

    String body(String head) throws IOException {
        return new String(octets(head), StandardCharsets.UTF_8);
    }

    private int chunkSize() throws IOException {
        String size = line();
        if (size == null) {
            throw new AssertionError("the connection ended within a chunked response");
        }
        return Integer.parseInt(size, 16);
    }

    /** Everything up to the end of the connection. */
    byte[] rest() throws IOException {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (int octet = read(); octet >= 0; octet = read()) {
            all.write(octet);
        }
        return all.toByteArray();
    }

    /** Whether neither an octet nor an end comes for a while. */
    boolean quietFor(Duration time) throws IOException {
        socket.setSoTimeout((int) time.toMillis());
        try {
            in.mark(1);
            in.read();
            in.reset();
            return false;
        } catch (SocketTimeoutException quiet) {
            return true;
        } catch (IOException ended) {
            return false;
        } finally {
            socket.setSoTimeout((int) Await.SOON.toMillis());
        }
    }

    /** Vanishes as a lost connection does. */
    void reset() throws IOException {
        socket.setSoLinger(true, 0);
        socket.close();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
