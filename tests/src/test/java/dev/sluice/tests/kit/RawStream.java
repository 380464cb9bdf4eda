package dev.sluice.tests.kit;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.HttpURLConnection;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;

/** A client of the bare protocol over HTTP streaming that reads only when told, from a socket with a small receive buffer. */
public final class RawStream implements AutoCloseable {

    private static final int RECEIVE_BUFFER = 8192;
    private static final String PROTOCOL = "?LS_protocol=TLCP-2.5.0";

    private final int port;
    private final Socket socket = new Socket();
    private final InputStream in;
    private final String sessionId;
    private boolean chunked;
    private long chunkLeft;
    private long bytesRead;
    private final NodeReads.Meter meter;

    private RawStream(int port, String adapterSet) throws IOException {
        this.port = port;
        meter = NodeReads.meter(port);
        socket.setReceiveBufferSize(RECEIVE_BUFFER);
        socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        socket.setSoTimeout((int) Await.SOON.toMillis());
        in = new BufferedInputStream(socket.getInputStream(), RECEIVE_BUFFER);
        post(socket.getOutputStream(), "create_session", "LS_cid=test&LS_adapter_set=" + adapterSet
                + "&LS_send_sync=false&LS_content_length=2000000000");
        readHead();
        String opened = lineBeginning("CONOK,");
        sessionId = opened.split(",")[1];
    }

    /** Opens a session and reads up to its {@code CONOK}. */
    public static RawStream open(int port, String adapterSet) throws IOException {
        return new RawStream(port, adapterSet);
    }

    /** Id of the session. */
    public String sessionId() {
        return sessionId;
    }

    /** Sends a control request on a connection of its own; returns the answer. */
    public String control(String parameters) throws IOException {
        return request(port, "control", "LS_session=" + sessionId + "&" + parameters);
    }

    /** Reads lines until one begins like this; returns it. */
    public String lineBeginning(String start) throws IOException {
        String line = line();
        while (!line.startsWith(start)) {
            line = line();
        }
        return line;
    }

    /** Reads the next line. */
    public String line() throws IOException {
        StringBuilder line = new StringBuilder();
        for (int octet = bodyOctet(); octet != '\n'; octet = bodyOctet()) {
            if (octet != '\r') {
                line.append((char) octet);
            }
        }
        return line.toString();
    }

    /** Bytes read so far. */
    public long bytesRead() {
        return bytesRead;
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }

    /** One request of the protocol on a connection of its own; returns the whole answer. */
    public static String request(int port, String name, String parameters) throws IOException {
        HttpURLConnection connection = (HttpURLConnection) URI.create("http://127.0.0.1:" + port + "/lightstreamer/" + name
                + ".txt" + PROTOCOL).toURL().openConnection();
        int patience = (int) Await.SOON.multipliedBy(2).toMillis();
        connection.setConnectTimeout(patience);
        connection.setReadTimeout(patience);
        connection.setDoOutput(true);
        connection.getOutputStream().write(parameters.getBytes(StandardCharsets.UTF_8));
        try (InputStream answer = connection.getInputStream()) {
            byte[] octets = answer.readAllBytes();
            NodeReads.meter(port).read(octets.length);
            return new String(octets, StandardCharsets.UTF_8);
        }
    }

    private void readHead() throws IOException {
        for (String header = plainLine(); !header.isEmpty(); header = plainLine()) {
            chunked |= header.equalsIgnoreCase("transfer-encoding: chunked");
        }
    }

    private int bodyOctet() throws IOException {
        if (chunked && chunkLeft == 0) {
            String size = plainLine();
            chunkLeft = Long.parseLong(size.isEmpty() ? plainLine() : size, 16);
            if (chunkLeft == 0) {
                throw new IOException("stream ended after " + bytesRead + " bytes");
            }
        }
        chunkLeft--;
        bytesRead++;
        return octet();
    }

    private String plainLine() throws IOException {
        StringBuilder line = new StringBuilder();
        for (int octet = octet(); octet != '\n'; octet = octet()) {
            if (octet != '\r') {
                line.append((char) octet);
            }
        }
        return line.toString();
    }

    private int octet() throws IOException {
        int octet = in.read();
        if (octet < 0) {
            throw new IOException("stream ended after " + bytesRead + " bytes");
        }
        meter.read(1);
        return octet;
    }

    private static void post(OutputStream out, String name, String parameters) throws IOException {
        byte[] body = parameters.getBytes(StandardCharsets.UTF_8);
        String head = "POST /lightstreamer/" + name + ".txt" + PROTOCOL + " HTTP/1.1\r\nHost: 127.0.0.1\r\n"
                + "Content-Type: text/plain; charset=utf-8\r\nContent-Length: " + body.length + "\r\n\r\n";
        out.write(head.getBytes(StandardCharsets.UTF_8));
        out.write(body);
        out.flush();
    }
}
