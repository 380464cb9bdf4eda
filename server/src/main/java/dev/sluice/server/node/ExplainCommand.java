package dev.sluice.server.node;

import dev.sluice.server.config.SettingGuide;
import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code sluice explain}: what a setting of the configuration file does. */
@Command(name = "explain", mixinStandardHelpOptions = true,
        description = "Say what a setting of the configuration file does, what it may hold, its default, and what it does here.",
        exitCodeListHeading = "Exit codes:%n",
        exitCodeList = {"0:there is such a setting", "2:there is none"})
final class ExplainCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Parameters(arity = "0..1", paramLabel = "element",
            description = "A name, or a path as websocket/enabled or http_server@name; a name that stands in several places means all.")
    private String element;

    @Option(names = "--markdown", description = "Print the page docs/configuration.md, all settings.")
    private boolean markdown;

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        if (markdown) {
            out.print(SettingGuide.markdown());
            out.flush();
            return CommandLine.ExitCode.OK;
        }
        if (element == null) {
            throw new CommandLine.ParameterException(spec.commandLine(), "an element is missing");
        }
        List<String> paths = SettingGuide.find(element);
        if (paths.isEmpty()) {
            List<String> like = SettingGuide.suggestions(element);
            PrintWriter err = spec.commandLine().getErr();
            err.println("sluice: there is no setting " + element + (like.isEmpty() ? "; docs/configuration.md has them all"
                    : "; did you mean " + String.join(", ", like) + "?"));
            err.flush();
            return CommandLine.ExitCode.USAGE;
        }
        for (String path : paths) {
            out.print(SettingGuide.text(path));
        }
        out.flush();
        return CommandLine.ExitCode.OK;
    }
}
