package dev.sluice.server.check;

import dev.sluice.server.config.ConfigProblem;
import dev.sluice.server.config.ConfigProblem.Severity;
import dev.sluice.server.config.ConfigReader;
import dev.sluice.server.config.NodeConfig;
import dev.sluice.server.config.SettingPlace;
import java.nio.file.Path;

/**
 * A configuration file without errors, and where its settings stand.
 *
 * @param file   as it is shown to the reader
 * @param result what was read from it
 */
record CheckedFile(Path file, ConfigReader.Result result) {

    NodeConfig config() {
        return result.config();
    }

    /**
     * A finding at a setting, or at the nearest block around it that the file has.
     *
     * @param path elements from below the root, sockets with their name in brackets; empty for the root
     */
    ConfigProblem finding(Severity severity, String path, String reason, String advice) {
        SettingPlace place = place(path);
        return new ConfigProblem(severity, file.toString(), place.line(), place.column(), place.path(), place.value(), reason, advice, "");
    }

    private SettingPlace place(String path) {
        for (SettingPlace place : result.places().values()) {
            if (place.path().equals(path)) {
                return place;
            }
        }
        return path.isEmpty() ? new SettingPlace(0, 0, "", "") : place(path.substring(0, Math.max(0, path.lastIndexOf('/'))));
    }
}
