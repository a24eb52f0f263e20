package dev.tutti.benchmarks.forward;

import dev.tutti.benchmarks.Samples;
import dev.tutti.benchmarks.forward.ForwardRig.Window;
import java.util.LinkedHashMap;
import java.util.Map;

/** What the windows of a run add up to, per number of listeners. */
public final class ForwardResult {
    private static final class Size {
        final Samples hubNs = new Samples();
        final Samples hubSeconds = new Samples();
        final Samples hubDelivered = new Samples();
        final Samples relayUs = new Samples();
        final Samples hubDelaysMs = new Samples();
        final Samples relayDelaysMs = new Samples();
        int expected;
        int relayExpected;
        String last = "";
    }

    private final Map<Integer, Size> sizes = new LinkedHashMap<>();
    private final Samples idleNsPerS = new Samples();

    void idle(double nsPerS) {
        idleNsPerS.add(nsPerS);
    }

    void add(int listeners, Window hub, Window relay) {
        var size = sizes.computeIfAbsent(listeners, _ -> new Size());
        size.hubNs.add(hub.cpuNs());
        size.hubSeconds.add(hub.seconds());
        size.hubDelivered.add(hub.delaysMs().count());
        size.relayUs.add(
                ForwardRig.microseconds(relay.cpuNs()) / relay.delaysMs().count());
        size.hubDelaysMs.addAll(hub.delaysMs());
        size.relayDelaysMs.addAll(relay.delaysMs());
        size.expected += hub.sent() * listeners;
        size.relayExpected += relay.sent() * listeners;
        size.last = "%d: hub %.2f relay %.2f µs"
                .formatted(
                        listeners,
                        ForwardRig.microseconds(hub.cpuNs() - idleNsPerS.median() * hub.seconds())
                                / hub.delaysMs().count(),
                        ForwardRig.microseconds(relay.cpuNs())
                                / relay.delaysMs().count());
    }

    String lastRound() {
        return String.join(", ", sizes.values().stream().map(size -> size.last).toList());
    }

    /** Hub CPU per delivered packet of each window, less what the idle hub used in as many seconds (median of the idle windows). */
    private Samples hubUs(Size size) {
        var perPacket = new Samples();
        for (int i = 0; i < size.hubNs.count(); i++) {
            double busyNs = size.hubNs.at(i) - idleNsPerS.median() * size.hubSeconds.at(i);
            perPacket.add(ForwardRig.microseconds(busyNs) / size.hubDelivered.at(i));
        }
        return perPacket;
    }

    public Map<String, Double> cpuUs() {
        var values = new LinkedHashMap<String, Double>();
        sizes.forEach((listeners, size) ->
                values.put(Integer.toString(listeners), hubUs(size).median()));
        return values;
    }

    public Map<String, Double> relayCpuUs() {
        var values = new LinkedHashMap<String, Double>();
        sizes.forEach((listeners, size) -> values.put(Integer.toString(listeners), size.relayUs.median()));
        return values;
    }

    /** The median of the rounds' ratios, hub to relay. */
    public double ratio(int listeners) {
        var size = size(listeners);
        var hub = hubUs(size);
        var ratios = new Samples();
        for (int i = 0; i < hub.count(); i++) {
            ratios.add(hub.at(i) / size.relayUs.at(i));
        }
        return ratios.median();
    }

    public double idleMsPerS() {
        return idleNsPerS.median() / 1e6;
    }

    /** From the talker's send to each listener's receive, through the hub. */
    public Samples hubDelaysMs(int listeners) {
        return size(listeners).hubDelaysMs;
    }

    public Samples relayDelaysMs(int listeners) {
        return size(listeners).relayDelaysMs;
    }

    /** Packets that should have arrived from the hub and did not, of all. */
    public String losses() {
        var text = new StringBuilder();
        sizes.forEach((listeners, size) -> text.append("%s%d: hub %d of %d, relay %d of %d"
                .formatted(
                        text.isEmpty() ? "" : "; ",
                        listeners,
                        size.expected - size.hubDelaysMs.count(),
                        size.expected,
                        size.relayExpected - size.relayDelaysMs.count(),
                        size.relayExpected)));
        return text.toString();
    }

    public int delivered() {
        return sizes.values().stream()
                .mapToInt(size -> size.hubDelaysMs.count())
                .sum();
    }

    private Size size(int listeners) {
        return java.util.Objects.requireNonNull(sizes.get(listeners));
    }
}
