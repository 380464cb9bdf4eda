package dev.sluice.server.check.cluster;

import dev.sluice.server.config.ConfigReader;
import dev.sluice.server.config.NodeConfig;
import dev.sluice.server.config.SettingPlace;
import dev.sluice.server.config.SocketConfig;

/**
 * A node of the cluster.
 *
 * @param file   its configuration file as it is shown to the reader
 * @param result what was read from it
 */
public record Member(String file, ConfigReader.Result result) {

    /** The settings; null when the file has errors. */
    NodeConfig config() {
        return result.config();
    }

    /** Where a setting stands, or the nearest block around it when it is not given; names as in {@link ConfigReader.Result#places}. */
    SettingPlace place(String name) {
        for (String given = name; ; given = given.contains(".") ? given.substring(0, given.lastIndexOf('.')) : "") {
            SettingPlace place = result.places().get(given);
            if (place != null || given.isEmpty()) {
                return place == null ? new SettingPlace(0, 0, "", "") : place;
            }
        }
    }

    /** Where a setting of a socket stands, or the nearest block around it; the empty name is the socket itself. */
    SettingPlace place(SocketConfig socket, String name) {
        String block = result.places().entrySet().stream()
                .filter(e -> e.getKey().matches("https?_server\\d*") && e.getValue().line() == socket.line())
                .map(java.util.Map.Entry::getKey).findFirst().orElse("");
        return place(name.isEmpty() ? block : block + "." + name);
    }
}
