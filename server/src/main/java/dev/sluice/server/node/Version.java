package dev.sluice.server.node;

import picocli.CommandLine.IVersionProvider;

/** Which Sluice, which Java and which platform this process is. */
public final class Version implements IVersionProvider {
    @Override
    public String[] getVersion() {
        return new String[] {
            "Sluice " + number(),
            "Java " + System.getProperty("java.version") + " (" + System.getProperty("java.vendor") + ", "
                    + System.getProperty("java.vm.name") + ")",
            System.getProperty("os.name") + " " + System.getProperty("os.version") + " "
                    + System.getProperty("os.arch") + ", " + Runtime.getRuntime().availableProcessors() + " processors"
        };
    }

    /** The number in the manifest of the jar; classes that come from no jar have none. */
    public static String number() {
        var number = Version.class.getPackage().getImplementationVersion();
        return number == null ? "(unpackaged)" : number;
    }
}
