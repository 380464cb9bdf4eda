package dev.sluice.tests.script;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Takes the commands of a test on a loopback port, one line each, words percent-encoded; answers {@code ok} and a result. */
final class ScriptServer {

    private final ScriptBoard board;

    ScriptServer(ScriptBoard board) {
        this.board = board;
    }

    void start(Path portFile) throws IOException {
        ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        thread("script-accept", () -> {
            while (true) {
                try {
                    Socket socket = server.accept();
                    thread("script-control", () -> serve(socket));
                } catch (IOException e) {
                    return;
                }
            }
        });
        Path draft = portFile.resolveSibling(portFile.getFileName() + ".new");
        Files.writeString(draft, Integer.toString(server.getLocalPort()));
        Files.move(draft, portFile, StandardCopyOption.ATOMIC_MOVE);
    }

    private void serve(Socket socket) {
        try (socket; BufferedReader in = new BufferedReader(
                new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8))) {
            socket.setTcpNoDelay(true);
            OutputStream out = socket.getOutputStream();
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                String answer;
                try {
                    answer = "ok " + execute(line.split(" "));
                } catch (RuntimeException | InterruptedException e) {
                    answer = "failed " + e;
                }
                out.write((answer + "\n").getBytes(StandardCharsets.UTF_8));
                out.flush();
            }
        } catch (IOException e) {
            // The test has gone; its commands are done.
        }
    }

    private String execute(String[] words) throws InterruptedException {
        String item = words.length > 1 ? decoded(words[1]) : "";
        switch (words[0]) {
            case "update":
                board.listener().update(item, fields(words), false);
                return "";
            case "snapshot":
                board.listener().update(item, fields(words), true);
                return "";
            case "eos":
                board.listener().endOfSnapshot(item);
                return "";
            case "clear":
                board.listener().clearSnapshot(item);
                return "";
            case "stage":
                board.stage(item, fields(words));
                return "";
            case "declare":
                board.declare(item, fields(words));
                return "";
            case "close":
                board.close(item, words.length > 2 ? words[2] : "", words.length > 3 ? decoded(words[3]) : null);
                return "";
            case "misbehave":
                board.misbehave(item, words[2]);
                return "";
            case "answer":
                board.answer(item);
                return "";
            case "release":
                board.release();
                return "";
            case "flood":
                board.flood(item, Integer.parseInt(words[2]), Integer.parseInt(words[3]));
                return "";
            case "flooded":
                return Long.toString(board.flooded(item));
            case "feed":
                SoakFeed.FEED.start(Integer.parseInt(words[1]), Long.parseLong(words[2]));
                return "";
            case "endFeed":
                SoakFeed.FEED.end();
                return "";
            case "fed":
                return Long.toString(SoakFeed.FEED.number(item));
            case "calls":
                return joined(board.calls(item));
            case "messages":
                return joined(board.messages(item));
            default:
                throw new IllegalArgumentException(words[0]);
        }
    }

    private static Map<String, String> fields(String[] words) {
        Map<String, String> fields = new HashMap<>();
        for (int i = 2; i < words.length; i++) {
            int equals = words[i].indexOf('=');
            if (equals < 0) {
                fields.put(decoded(words[i]), null);
            } else {
                fields.put(decoded(words[i].substring(0, equals)), decoded(words[i].substring(equals + 1)));
            }
        }
        return fields;
    }

    private static String joined(List<String> texts) {
        StringBuilder line = new StringBuilder();
        for (String text : texts) {
            line.append(line.length() == 0 ? "" : " ").append(URLEncoder.encode(text, StandardCharsets.UTF_8));
        }
        return line.toString();
    }

    private static String decoded(String word) {
        return URLDecoder.decode(word, StandardCharsets.UTF_8);
    }

    private static void thread(String name, Runnable task) {
        Thread thread = new Thread(task, name);
        thread.setDaemon(true);
        thread.start();
    }
}
