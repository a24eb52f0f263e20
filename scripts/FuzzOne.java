import static org.junit.platform.engine.discovery.DiscoverySelectors.selectMethod;

import java.io.PrintWriter;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;
import org.junit.platform.launcher.listeners.SummaryGeneratingListener;

/** Runs one fuzz test in this process, as JUnit would; the words are its class, its method and the types of its parameters. */
final class FuzzOne {
    public static void main(String[] words) {
        var summary = new SummaryGeneratingListener();
        LauncherFactory.create()
                .execute(
                        LauncherDiscoveryRequestBuilder.request()
                                .selectors(selectMethod(words[0], words[1], words[2]))
                                .build(),
                        summary);
        summary.getSummary().printFailuresTo(new PrintWriter(System.err, true), 60);
        System.exit(summary.getSummary().getTestsSucceededCount() > 0 && summary.getSummary().getTotalFailureCount() == 0 ? 0 : 1);
    }
}
