package dev.sluice.server.check.balancer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.server.check.balancer.ServerPool.HealthCheck;
import dev.sluice.server.check.balancer.ServerPool.Server;
import dev.sluice.server.check.balancer.ServerPool.Stickiness.Kind;
import dev.sluice.server.config.ConfigProblem;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BalancerReaderTest {
    @TempDir
    Path folder;

    private BalancerFile read(String text) {
        try {
            return BalancerReader.read(Files.writeString(folder.resolve("balancer.conf"), text));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Ways as {@code listener names -> servers}, one a line. */
    private static String ways(BalancerFile file) {
        return file.routes().stream().map(r -> r.listener().shown() + " " + r.hosts() + (r.chosen() == Route.Choice.ALWAYS ? "" : " " + r.chosen()) + " -> "
                + r.pool().servers().stream().map(Server::shown).toList()).collect(Collectors.joining("\n"));
    }

    private static String findings(BalancerFile file) {
        return file.findings().stream().map(p -> p.toString().replaceFirst(" \\S*balancer.conf", " balancer.conf")).collect(Collectors.joining("\n"));
    }

    private BalancerFile haproxy(String frontend) {
        return read("defaults\n  mode http\nfrontend f\n  bind :80\n" + frontend + "\n  default_backend n\nbackend n\n  server a 10.0.0.1:81\n"
                + "backend other\n  server b 10.0.0.2:80\n");
    }

    private BalancerFile nginx(String server) {
        return read("events {}\nhttp {\nserver {\n listen 80;\n" + server + "\n}\n}\n");
    }

    @Test
    void namesOfHostsAreReadFromAllUsualConditions() {
        for (String condition : new String[] {"use_backend other if { hdr(host) -i push1.a.com }", "use_backend other if { req.hdr(Host),lower push1.a.com }",
            "use_backend other if { req.hdr(host),field(1,:) -i push1.a.com }", "acl h hdr(host) -i push1.a.com\n  use_backend other if h",
            "acl h hdr(host) -i push1.a.com:80\n  acl p path_beg /lightstreamer\n  use_backend other if h p",
            "use_backend other if { hdr(host) -m str push1.a.com }"}) {
            assertThat(ways(haproxy("  " + condition))).as(condition).isEqualTo("*:80 [push1.a.com] -> [10.0.0.2:80]\n*:80 [] -> [10.0.0.1:81]");
        }
        assertThat(ways(haproxy("  use_backend other if { hdr_end(host) -i .a.com } or { hdr(host) b.com }"))).startsWith("*:80 [*.a.com, b.com] -> ");
        assertThat(ways(haproxy("  use_backend other if { hdr(Upgrade) -i websocket }"))).startsWith("*:80 [] WEBSOCKET -> ");
        assertThat(ways(haproxy("  use_backend other if { path_beg /images }"))).isEqualTo("*:80 [] -> [10.0.0.1:81]");
    }

    @Test
    void conditionsThatAreNotUnderstoodAreSaid() {
        for (String condition : new String[] {"if { src 10.0.0.0/8 }", "if !{ hdr(host) -i a.com }", "unless { hdr(host) -i a.com }", "if { hdr_beg(host) push }",
            "if { hdr(host) -f names.txt }", "if undeclared", "if"}) {
            BalancerFile file = haproxy("  use_backend other " + condition);

            assertThat(ways(file)).as(condition).startsWith("*:80 [] UNKNOWN -> [10.0.0.2:80]");
            assertThat(findings(file)).as(condition).isEqualTo("INFO balancer.conf:5: \"use_backend other " + condition + "\" is for requests that are not"
                    + " understood here; it is taken as a way that some clients may go");
        }
    }

    @Test
    void namesInListsOfNginxDecideBesideTheDefault() {
        assertThat(ways(read("""
                http {
                  server { listen 10.0.0.9:80; server_name a.com .b.com _; location / { proxy_pass http://10.0.0.1:81; } }
                  server { listen 10.0.0.9:80 default_server; listen 81; server_name c.com; location /lightstreamer { proxy_pass http://10.0.0.2; }
                    location / { root html; } location = /other { proxy_pass http://10.0.0.3; } }
                }
                """))).isEqualTo("""
                10.0.0.9:80 [a.com, b.com, *.b.com] -> [10.0.0.1:81]
                10.0.0.9:80 [c.com] -> [10.0.0.2:80]
                10.0.0.9:80 [] -> [10.0.0.2:80]
                *:81 [] -> [10.0.0.2:80]""");
    }

    @Test
    void theLongestLocationForClientsCounts() {
        assertThat(ways(nginx("location / { proxy_pass http://10.0.0.1:1; } location /lightstreamer { proxy_pass http://10.0.0.1:2; }")))
                .isEqualTo("*:80 [] -> [10.0.0.1:2]");
        assertThat(ways(nginx("location / { proxy_pass http://10.0.0.1:1; } location ~ \\.js$ { proxy_pass http://10.0.0.1:2; }")))
                .isEqualTo("*:80 [] -> [10.0.0.1:1]");
    }

    @Test
    void whatAWayDoesIsTakenFromTheBlocksAround() {
        BalancerFile file = read("""
                http {
                  proxy_buffering off;
                  proxy_read_timeout 1m 30s;
                  proxy_http_version 1.1;
                  proxy_set_header Upgrade $http_upgrade;
                  proxy_set_header Connection "upgrade";
                  proxy_set_header X-Forwarded-For $proxy_add_x_forwarded_for;
                  server { listen 80; location / { proxy_pass http://10.0.0.1:1; } }
                  server { listen 81; proxy_set_header Host $host; location / { proxy_buffering on; proxy_pass http://10.0.0.1:2; } }
                }
                """);

        Route.Passing first = file.routes().get(0).passing();
        assertThat(first.buffering().held()).isEqualTo(Route.Buffering.Held.NO);
        assertThat(first.server()).isEqualTo(new Route.Limit(90_000, "proxy_read_timeout", new Place(file.file(), 3)));
        assertThat(first.webSocket().passed()).isTrue();
        assertThat(first.forwards()).isEqualTo(Route.Forwards.APPENDED);
        Route.Passing second = file.routes().get(1).passing();
        assertThat(second.buffering().held()).isEqualTo(Route.Buffering.Held.UNLESS_ASKED);
        assertThat(second.webSocket().reason()).as("a block with a header line takes none from outside")
                .isEqualTo("proxy_set_header Upgrade $http_upgrade; proxy_set_header Connection \"upgrade\"");
        assertThat(second.forwards()).isEqualTo(Route.Forwards.UNTOUCHED);
    }

    @Test
    void defaultsOfHaproxyAreThoseAboveOrNamed() {
        BalancerFile file = read("""
                defaults one
                  mode http
                  timeout client 10s
                defaults two
                  timeout client 20000
                frontend f from one
                  bind 10.0.0.9:80,[::1]:443 ssl
                  default_backend n
                backend n
                  timeout server 1m
                  server a 10.0.0.1:81
                """);

        assertThat(ways(file)).isEqualTo("10.0.0.9:80 [] -> [10.0.0.1:81]\n[::1]:443 [] -> [10.0.0.1:81]");
        assertThat(file.routes().get(0).reads()).isTrue();
        assertThat(file.routes().get(0).listener().tls()).isTrue();
        assertThat(file.routes().get(0).passing().client().shown()).isEqualTo("10s");
        assertThat(file.routes().get(0).passing().server().shown()).isEqualTo("60s");
        assertThat(file.routes().get(0).passing().tunnel().name()).as("the shorter one, as no tunnel is given").isEqualTo("timeout client");
    }

    @Test
    void serverLinesTakeWhatDefaultServerSays() {
        ServerPool pool = read("""
                listen l
                  bind :80
                  balance source
                  option httpchk HEAD /x
                  http-check send meth GET uri /readyz
                  default-server check send-proxy port 90
                  server a 10.0.0.1:81
                  server b [::2]:82 no-check no-send-proxy ssl port 91 check-send-proxy
                """).routes().get(0).pool();

        assertThat(pool.shown()).isEqualTo("listen l");
        assertThat(pool.servers()).extracting(Server::shown).containsExactly("10.0.0.1:81", "[::2]:82");
        Server a = pool.servers().get(0);
        assertThat(a.proxy() && a.checked() && !a.tls() && !a.checkProxy()).isTrue();
        assertThat(a.checkPort()).isEqualTo(90);
        Server b = pool.servers().get(1);
        assertThat(!b.proxy() && !b.checked() && b.tls() && b.checkProxy()).isTrue();
        assertThat(pool.check().asked()).isEqualTo(HealthCheck.Asked.HTTP);
        assertThat(pool.check().path()).isEqualTo("/readyz");
        assertThat(pool.stickiness().kind()).isEqualTo(Kind.HASH);
    }

    @Test
    void listenersThatOnlyLeadToTlsAreNoWays() {
        assertThat(ways(read("""
                frontend f
                  mode http
                  bind :80
                  bind :443 ssl crt a.pem
                  http-request redirect scheme https unless { ssl_fc }
                  default_backend n
                backend n
                  server a 10.0.0.1:81
                """))).isEqualTo("*:443 [] -> [10.0.0.1:81]");
    }

    @Test
    void bytesOfNginxArePassedWithOrWithoutProxy() {
        BalancerFile file = read("""
                stream {
                  upstream nodes { hash $remote_addr; server 10.0.0.1:443; server 10.0.0.2:443; }
                  server { listen 443; proxy_protocol on; proxy_pass nodes; }
                  server { listen 444 proxy_protocol; proxy_pass 10.0.0.1:444; }
                  server { listen 445; proxy_pass $name; }
                }
                """);

        assertThat(ways(file)).isEqualTo("*:443 [] -> [10.0.0.1:443, 10.0.0.2:443]\n*:444 [] -> [10.0.0.1:444]");
        assertThat(file.routes().get(0).reads()).isFalse();
        assertThat(file.routes().get(0).pool().servers()).allMatch(Server::proxy);
        assertThat(file.routes().get(1).listener().acceptsProxy()).isTrue();
        assertThat(file.routes().get(1).passing().tunnel().shown()).isEqualTo("600s");
        assertThat(findings(file)).isEqualTo("INFO balancer.conf:5: \"proxy_pass $name\" is not understood; what it does is left out of account");
    }

    @Test
    void filesBesideAreIncluded() throws IOException {
        Files.createDirectory(folder.resolve("sites"));
        Files.writeString(folder.resolve("sites/push.conf"), "server {\n listen 80;\n location / {\n  proxy_pass http://10.0.0.1:81;\n }\n}\n");
        BalancerFile file = read("http {\n include sites/*.conf;\n include mime.types;\n include /etc/nginx/more.conf;\n}\n");

        assertThat(ways(file)).isEqualTo("*:80 [] -> [10.0.0.1:81]");
        assertThat(file.routes().get(0).place()).isEqualTo(new Place(folder.resolve("sites/push.conf").toString(), 4));
        assertThat(findings(file)).isEqualTo("INFO balancer.conf:4: \"include /etc/nginx/more.conf\" is not followed: only names relative to this file are;"
                + " what it holds is left out of account");
        Files.writeString(folder.resolve("sites/self.conf"), "include sites/*.conf;\n");
        assertThat(findings(read("http {\n include sites/*.conf;\n}\n"))).containsAnyOf("includes more than 64 files", "is not followed");
    }

    @Test
    void malformedFilesGiveOneError() throws IOException {
        assertThat(findings(read(""))).isEqualTo("ERROR balancer.conf: is empty; name the configuration file of a balancer");
        assertThat(findings(read("# nothing\n<lightstreamer_conf>\n"))).isEqualTo("ERROR balancer.conf:2: begins like neither a file of HAProxy (global,"
                + " defaults, frontend …) nor one of nginx (events { …); name the configuration file of a balancer");
        assertThat(findings(read("frontend\n"))).isEqualTo("ERROR balancer.conf:1: frontend has no name; write frontend with a name");
        assertThat(findings(read("global\nfrontend f\n bind :80 'x\n"))).isEqualTo("ERROR balancer.conf:3: has a quote ' that is not closed;"
                + " close it on the same line");
        assertThat(findings(read("frontend f\n bind :80\n default_backend none\n"))).isEqualTo("ERROR balancer.conf:3: \"default_backend none\" names a backend"
                + " that does not exist; known: none");
        assertThat(findings(read("http {\n server {\n"))).isEqualTo("ERROR balancer.conf:2: \"server {\" is not closed; add the }");
        assertThat(findings(read("http {\n}\n}\n"))).isEqualTo("ERROR balancer.conf:3: has a } that closes nothing; remove it, or add what it closes");
        assertThat(findings(read("events {}\nhttp { server { listen 80 } }\n"))).isEqualTo("ERROR balancer.conf:2: \"listen\" is not ended by ; before };"
                + " add the semicolon");
        assertThat(findings(read("a {".repeat(40)))).isEqualTo("ERROR balancer.conf:1: has blocks nested deeper than 32");
        assertThat(findings(read("global\n" + "\n".repeat(20_000)))).isEqualTo("ERROR balancer.conf:20000: has more than 20000 lines; name the configuration"
                + " file of a balancer");
        assertThat(findings(read("#".repeat(2 << 20)))).isEqualTo("ERROR balancer.conf: is larger than 1048576 bytes; name the configuration file of a balancer");
        assertThat(BalancerReader.read(folder.resolve("none.cfg")).findings()).extracting(ConfigProblem::reason).containsExactly("no such file");
    }

    @Test
    void ofManyUnknownLinesTheFirstAreSaid() {
        BalancerFile file = read("frontend f\n bind :80\n" + "  unheard of\n".repeat(100));

        assertThat(file.findings()).hasSize(31);
        assertThat(findings(file)).startsWith("INFO balancer.conf:3: \"unheard of\" is not understood; what it does is left out of account\n")
                .endsWith("INFO balancer.conf: 70 more lines are not understood");
    }
}
