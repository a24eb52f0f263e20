package dev.tutti.node.doctor;

import java.util.List;
import java.util.concurrent.Callable;

/** Every check, side by side, within a time. */
final class Examination {
    private static final List<Check> CHECKS = List.of(
            new AddressCheck(),
            new PortCheck(),
            new MulticastCheck(),
            new ReachCheck(),
            new IsolationCheck(),
            new CertificateCheck(),
            new ClockCheck(),
            new FirewallCheck());

    private Examination() {}

    /** What was found, in the order of the checks. */
    static List<Finding> of(Patient patient, long withinMs) {
        var tasks = CHECKS.stream()
                .map(check -> (Callable<List<Finding>>) () -> check.run(patient))
                .toList();
        return Together.run(
                        tasks,
                        withinMs,
                        late -> List.of(Finding.skipped(CHECKS.get(late).name(), "", "took too long")))
                .stream()
                .flatMap(List::stream)
                .toList();
    }
}
