package dev.sluice.server.logging;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.joran.JoranConfigurator;
import java.io.ByteArrayInputStream;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

class LevelSwitchTest {

    private static final String PREFIX = "LevelSwitchTest.watch";

    private final List<String> told = new ArrayList<>();

    @Test
    void aLevelOfItsOwnSwitchesOnAndOff() {
        LevelSwitch levels = new LevelSwitch(PREFIX, (name, on) -> told.add(name + " " + on));
        logger(PREFIX + ".a").setLevel(Level.DEBUG);
        logger(PREFIX + ".a").setLevel(Level.TRACE);
        logger(PREFIX + ".b").setLevel(Level.INFO);
        logger(PREFIX + "less").setLevel(Level.DEBUG);
        logger(PREFIX + ".a").setLevel(Level.WARN);
        logger(PREFIX).setLevel(Level.DEBUG);
        logger(PREFIX).setLevel(null);
        levels.set("c", true);
        assertThat(levels.on()).containsExactly("c");
        levels.set("c", false);
        assertThat(told).containsExactly("a true", "a false", " true", " false", "c true", "c false");
        levels.stop();
    }

    @Test
    void whatIsOnAlreadyIsToldAtTheStart() {
        logger(PREFIX + ".early").setLevel(Level.DEBUG);
        LevelSwitch levels = new LevelSwitch(PREFIX, (name, on) -> told.add(name + " " + on));
        assertThat(told).containsExactly("early true");
        levels.stop();
        logger(PREFIX + ".early").setLevel(null);
        assertThat(told).containsExactly("early true");
    }

    @Test
    void anotherReadingOfTheFileKeepsWhatAProgramSwitchedOn() throws Exception {
        LevelSwitch levels = new LevelSwitch(PREFIX, (name, on) -> told.add(name + " " + on));
        logger(PREFIX + ".file").setLevel(Level.DEBUG);
        levels.set("program", true);
        LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
        context.reset();
        JoranConfigurator configurator = new JoranConfigurator();
        configurator.setContext(context);
        configurator.doConfigure(new ByteArrayInputStream(("<configuration><logger name='" + PREFIX + ".next' level='DEBUG'/>"
                + "</configuration>").getBytes(java.nio.charset.StandardCharsets.US_ASCII)));
        assertThat(levels.on()).containsExactlyInAnyOrder("program", "next");
        assertThat(told).containsSubsequence("file true", "program true", "file false", "next true").doesNotContain("program false");
        levels.stop();
        context.reset();
    }

    private static Logger logger(String name) {
        return (Logger) LoggerFactory.getLogger(name);
    }
}
