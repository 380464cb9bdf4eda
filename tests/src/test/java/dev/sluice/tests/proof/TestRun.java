package dev.sluice.tests.proof;

import java.util.Arrays;
import org.junit.platform.engine.DiscoverySelector;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.discovery.DiscoverySelectors;
import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

/**
 * Runs test classes, or methods written {@code Class#method}, without a build; for {@code ./sluice test --mutants}. Ends at the
 * first failure. Exit codes: 0 all passed, 1 one failed, 2 there was nothing to run.
 */
public final class TestRun {

    private static final int NOTHING = 2;

    private TestRun() {
    }

    public static void main(String[] names) {
        LauncherDiscoveryRequest request = LauncherDiscoveryRequestBuilder.request()
                .selectors(Arrays.stream(names).map(TestRun::selector).toList()).build();
        Listener listener = new Listener();
        LauncherFactory.create().execute(request, listener);
        System.out.println(listener.passed + " passed");
        System.exit(listener.passed == 0 ? NOTHING : 0);
    }

    private static DiscoverySelector selector(String name) {
        return name.contains("#") ? DiscoverySelectors.selectMethod(name) : DiscoverySelectors.selectClass(name);
    }

    private static final class Listener implements TestExecutionListener {
        private int passed;

        @Override
        public synchronized void executionFinished(TestIdentifier test, TestExecutionResult result) {
            if (result.getStatus() == TestExecutionResult.Status.FAILED) {
                System.out.println("failed: " + test.getDisplayName() + ": " + result.getThrowable().map(Object::toString).orElse(""));
                System.out.flush();
                Runtime.getRuntime().exit(1);
            }
            passed += test.isTest() && result.getStatus() == TestExecutionResult.Status.SUCCESSFUL ? 1 : 0;
        }
    }
}
