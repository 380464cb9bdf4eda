package dev.sluice.server.management;

import dev.sluice.server.config.ClusterConfig;
import dev.sluice.server.config.PortAdvice;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A plain HTTP socket for an orchestrator: {@code /livez} and {@code /readyz}, 200 or 503, with reasons in JSON. It answers from before
 * the adapters are started until the process ends.
 */
final class ProbeServer {

    private static final Logger LOG = LoggerFactory.getLogger("LightstreamerHealthCheck");
    private static final int OK = 200;
    private static final int UNAVAILABLE = 503;
    private static final int NOT_FOUND = 404;
    private static final int WRONG_METHOD = 405;
    private static final long PATIENCE_SECONDS = 10;

    private final Health health;
    private final HttpServer server;

    private ProbeServer(Health health, HttpServer server) {
        this.health = health;
        this.server = server;
    }

    static ProbeServer open(ClusterConfig.ProbeSocket socket, Health health, Vertx vertx) throws IOException {
        HttpServer server = vertx.createHttpServer(new HttpServerOptions().setHost(socket.listeningInterface())
                .setPort(socket.port()).setIdleTimeout(60));
        ProbeServer probe = new ProbeServer(health, server);
        server.requestHandler(probe::answer);
        try {
            server.listen().toCompletionStage().toCompletableFuture().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            String said = (e.getCause() == null ? e : e.getCause()).getMessage();
            throw new IOException("cannot listen on probe_interface=" + socket.listeningInterface() + ", probe_port="
                    + socket.port() + ": " + said + PortAdvice.of(said, socket.port(), "sluice/probe_port"), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
        LOG.info("Probes on http://{}:{}/livez and /readyz", socket.listeningInterface(), server.actualPort());
        return probe;
    }

    int port() {
        return server.actualPort();
    }

    private void answer(HttpServerRequest request) {
        List<Health.Reason> reasons;
        switch (request.path()) {
            case "/livez" -> reasons = health.deadReasons();
            case "/readyz" -> reasons = health.reasons();
            default -> {
                request.response().setStatusCode(NOT_FOUND).end();
                return;
            }
        }
        if (request.method() != HttpMethod.GET && request.method() != HttpMethod.HEAD) {
            request.response().setStatusCode(WRONG_METHOD).putHeader("Allow", "GET, HEAD").end();
            return;
        }
        LOG.debug("{} of {}: {}", request.path(), request.remoteAddress(), reasons);
        JsonArray list = new JsonArray();
        reasons.forEach(reason -> list.add(new JsonObject().put("code", reason.code()).put("reason", reason.sentence())));
        String body = new JsonObject().put("ok", reasons.isEmpty()).put("status", health.status()).put("reasons", list)
                .encodePrettily() + "\n";
        request.response().setStatusCode(reasons.isEmpty() ? OK : UNAVAILABLE).putHeader("Content-Type", "application/json")
                .putHeader("Cache-Control", "no-store").end(body);
    }
}
