package dev.sluice.server.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SettingTableTest {
    @TempDir
    Path dir;

    @Test
    void everyKnownSettingIsAccepted() throws Exception {
        TestStores.write(dir.resolve("store"), "JKS", "changeit", true);
        StringBuilder text = new StringBuilder("<lightstreamer_conf>\n");
        write("", text);
        ConfigReader.Result result = ConfigFiles.read(dir, text + "</lightstreamer_conf>\n");

        assertThat(result.problems()).noneMatch(p -> p.severity() == ConfigProblem.Severity.ERROR)
                .noneMatch(p -> p.reason().contains("known element") || p.reason().contains("misplaced"));
        assertThat(result.config().sockets()).hasSize(2);
    }

    @Test
    void settingsWithoutEffectSayWhy() {
        assertThat(SettingTable.get().all()).filteredOn(s -> s.effect() != Setting.Effect.ACTS)
                .isNotEmpty().allMatch(s -> !s.note().isEmpty());
    }

    @Test
    void settingsThatWillActLaterSaySoUnlessTheyHoldTheirDefault() {
        var later = SettingTable.get().all().stream().filter(s -> s.effect() == Setting.Effect.LATER && s.values().contains("Y|N")
                && !s.path().contains("/") && !s.path().contains("@")).findFirst();
        later.ifPresent(setting -> {
            String name = setting.path();
            String other = setting.otherwise().equals("Y") ? "N" : "Y";
            assertThat(ConfigFiles.read(dir, ConfigFiles.minimal("<" + name + ">" + other + "</" + name + ">")).problems())
                    .extracting(ConfigProblem::reason).contains("has no effect yet: " + setting.note());
            assertThat(ConfigFiles.read(dir, ConfigFiles.minimal("<" + name + ">" + setting.otherwise() + "</" + name + ">")).problems())
                    .isEmpty();
        });
    }

    private void write(String path, StringBuilder text) {
        for (Setting setting : SettingTable.get().below(path)) {
            String name = setting.path().substring(path.isEmpty() ? 0 : path.length() + 1);
            if (setting.path().contains("@") || setting.effect() == Setting.Effect.STOP || name.startsWith("remove_")
                    || name.startsWith("allow_cipher") || name.equals("tls_provider")) {
                continue;
            }
            text.append('<').append(name);
            for (Setting attribute : SettingTable.get().below(setting.path())) {
                if (attribute.path().contains("@")) {
                    String attributeName = attribute.path().substring(setting.path().length() + 1);
                    text.append(' ').append(attributeName).append("=\"").append(sample(attribute)).append('"');
                }
            }
            text.append('>');
            if (!setting.withoutText()) {
                text.append(sample(setting));
            }
            write(setting.path(), text);
            text.append("</").append(name).append(">\n");
        }
    }

    private static String sample(Setting setting) {
        String path = setting.path();
        String name = path.substring(1 + Math.max(path.lastIndexOf('/'), path.lastIndexOf('@')));
        return switch (name) {
            case "name" -> path.startsWith("https") ? "Safe" : "Plain";
            case "port" -> path.contains("@") ? "*" : path.startsWith("https") ? "8443" : "8080";
            case "keystore_file", "truststore_file" -> "store";
            case "logback_properties" -> "log.xml";
            case "allow_protocol" -> "TLSv1.3";
            case "scheme" -> "http";
            case "default_diff_order" -> "jsonpatch";
            case "skip_local_forwards" -> "0";
            case "order" -> "JVM";
            case "max_keepalive_millis" -> "30000";
            case "default_keepalive_millis" -> "5000";
            case "proxy_protocol_enabled" -> "N";
            case "duration_spread_percent" -> "20";
            default -> byValues(setting);
        };
    }

    private static String byValues(Setting setting) {
        String values = setting.values();
        if (values.startsWith("int") || values.startsWith("long")) {
            return "100";
        }
        return switch (values) {
            case "decimal" -> "0.5";
            case "urlpath" -> "/path";
            case "text", "tag" -> "20";
            case "path" -> "log.xml";
            case "password" -> "changeit";
            default -> values.substring(0, values.indexOf('|'));
        };
    }
}
