package dev.sluice.tests.cluster.agent;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;

/** Single requests on bare sockets, so that a test decides about addresses, certificates, headers and cookies itself. */
final class RawRequests {

    private static final int PATIENCE_MILLIS = 10_000;

    /**
     * Sends one request: {@code url}, {@code method}, {@code headers}, {@code body}; from the address {@code from}; by TLS without
     * the server's name when {@code sni} is false, and without looking at the certificate's name when {@code anyName} is true. Reads
     * until the answer is whole or the text {@code until} came, or {@code millis} have passed.
     */
    void http(JsonNode command, ObjectNode answer) throws IOException {
        URI url = URI.create(command.get("url").asText());
        try (Socket socket = open(url, command)) {
            if (socket instanceof SSLSocket secure) {
                certificates(secure, answer);
            }
            write(socket, url, command);
            read(socket, command, answer);
        }
    }

    /** Tries to connect to {@code host} and {@code port}: the answer's {@code outcome} is open, refused, unreachable or silent. */
    void tcp(JsonNode command, ObjectNode answer) throws IOException {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(command.get("host").asText(), command.get("port").asInt()),
                    command.path("millis").asInt(PATIENCE_MILLIS));
            answer.put("outcome", "open");
        } catch (SocketException e) {
            answer.put("outcome", e.getMessage().contains("refused") ? "refused" : "unreachable");
        } catch (SocketTimeoutException e) {
            answer.put("outcome", "silent");
        }
    }

    private static Socket open(URI url, JsonNode command) throws IOException {
        boolean secure = url.getScheme().equals("https");
        int port = url.getPort() >= 0 ? url.getPort() : secure ? 443 : 80;
        Socket plain = new Socket();
        if (command.hasNonNull("from")) {
            plain.bind(new InetSocketAddress(InetAddress.getByName(command.get("from").asText()), 0));
        }
        plain.setTcpNoDelay(true);
        plain.connect(new InetSocketAddress(command.path("connectTo").asText(url.getHost()), port), PATIENCE_MILLIS);
        plain.setSoTimeout(PATIENCE_MILLIS);
        if (!secure) {
            return plain;
        }
        SSLSocket socket = (SSLSocket) ((SSLSocketFactory) SSLSocketFactory.getDefault())
                .createSocket(plain, url.getHost(), port, true);
        SSLParameters parameters = socket.getSSLParameters();
        parameters.setServerNames(command.path("sni").asBoolean(true) ? List.of(new SNIHostName(url.getHost())) : List.of());
        parameters.setEndpointIdentificationAlgorithm(command.path("anyName").asBoolean() ? null : "HTTPS");
        socket.setSSLParameters(parameters);
        socket.startHandshake();
        return socket;
    }

    private static void certificates(SSLSocket socket, ObjectNode answer) throws IOException {
        X509Certificate own = (X509Certificate) socket.getSession().getPeerCertificates()[0];
        answer.put("certificate", own.getSubjectX500Principal().getName());
        answer.put("serial", own.getSerialNumber().toString());
    }

    private static void write(Socket socket, URI url, JsonNode command) throws IOException {
        byte[] body = command.path("body").asText().getBytes(StandardCharsets.UTF_8);
        String query = url.getRawQuery() == null ? "" : "?" + url.getRawQuery();
        StringBuilder head = new StringBuilder(command.path("method").asText(body.length > 0 ? "POST" : "GET"))
                .append(' ').append(url.getRawPath()).append(query).append(" HTTP/1.1\r\nHost: ").append(url.getAuthority())
                .append("\r\n");
        command.path("headers").fields().forEachRemaining(header ->
                head.append(header.getKey()).append(": ").append(header.getValue().asText()).append("\r\n"));
        if (body.length > 0) {
            head.append("Content-Type: text/plain\r\nContent-Length: ").append(body.length).append("\r\n");
        }
        head.append("\r\n");
        socket.getOutputStream().write(head.toString().getBytes(StandardCharsets.UTF_8));
        socket.getOutputStream().write(body);
        socket.getOutputStream().flush();
    }

    private static void read(Socket socket, JsonNode command, ObjectNode answer) throws IOException {
        long millis = command.path("millis").asLong(PATIENCE_MILLIS);
        long begin = System.nanoTime();
        String until = command.path("until").asText(null);
        StringBuilder text = new StringBuilder();
        InputStream in = socket.getInputStream();
        byte[] buffer = new byte[8192];
        boolean complete = false;
        try {
            while (!complete) {
                long left = millis - TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begin);
                if (left <= 0) {
                    break;
                }
                socket.setSoTimeout((int) left);
                int count = in.read(buffer);
                if (count < 0) {
                    answer.put("ended", true);
                    break;
                }
                text.append(new String(buffer, 0, count, StandardCharsets.UTF_8));
                complete = until == null ? whole(text) : text.indexOf(until) >= 0;
            }
        } catch (SocketTimeoutException e) {
            answer.put("silent", true);
        }
        answer.put("millis", TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begin));
        if (text.length() >= 12) {
            answer.put("status", Integer.parseInt(text.substring(9, 12)));
        }
        int blank = text.indexOf("\r\n\r\n");
        answer.put("head", blank < 0 ? text.toString() : text.substring(0, blank + 2));
        answer.put("body", blank < 0 ? "" : text.substring(blank + 4));
    }

    /** Whether an answer has come whole: by its length, by its last chunk, or because it can have no body. */
    private static boolean whole(StringBuilder text) {
        int blank = text.indexOf("\r\n\r\n");
        if (blank < 0) {
            return false;
        }
        String head = text.substring(0, blank + 2).toLowerCase(java.util.Locale.ROOT);
        int length = head.indexOf("\r\ncontent-length: ");
        if (length >= 0) {
            int digits = length + "\r\ncontent-length: ".length();
            return text.length() - blank - 4 >= Integer.parseInt(head.substring(digits, head.indexOf('\r', digits)).trim());
        }
        return head.startsWith("http/1.1 101") || text.toString().endsWith("0\r\n\r\n");
    }
}
