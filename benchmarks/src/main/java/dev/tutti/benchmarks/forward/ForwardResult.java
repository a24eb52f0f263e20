package dev.tutti.benchmarks.forward;

import dev.tutti.benchmarks.Samples;
import dev.tutti.benchmarks.forward.ForwardRig.Window;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;

/** What the windows of a run add up to, per number of listeners. */
public final class ForwardResult {
    private static final class Size {
        final Samples idleNsPerS = new Samples();
        final Samples hubNs = new Samples();
        final Samples hubSeconds = new Samples();
        final Samples hubDelivered = new Samples();
        final Samples relayUs = new Samples();
        final Samples hubDelaysMs = new Samples();
        final Samples relayDelaysMs = new Samples();
        int hubLost;
        int relayLost;

        /** CPU per delivered packet in window {@code i}, less what the idle hub uses in as many seconds (median of all idle windows). */
        double hubUs(int i) {
            double busyNs = hubNs.at(i) - idleNsPerS.median() * hubSeconds.at(i);
            return ForwardRig.microseconds(busyNs) / hubDelivered.at(i);
        }

        double hubUs() {
            return median(this::hubUs);
        }

        double ratio() {
            return median(i -> hubUs(i) / relayUs.at(i));
        }

        private double median(java.util.function.IntToDoubleFunction ofWindow) {
            var values = new Samples();
            for (int i = 0; i < hubNs.count(); i++) {
                values.add(ofWindow.applyAsDouble(i));
            }
            return values.median();
        }
    }

    private final Map<Integer, Size> sizes = new TreeMap<>();

    /** Takes one round; returns what to say about it. */
    String add(int listeners, double idleNsPerS, Window hub, Window relay) {
        var size = sizes.computeIfAbsent(listeners, _ -> new Size());
        size.idleNsPerS.add(idleNsPerS);
        size.hubNs.add(hub.cpuNs());
        size.hubSeconds.add(hub.seconds());
        size.hubDelivered.add(hub.delaysMs().count());
        size.relayUs.add(
                ForwardRig.microseconds(relay.cpuNs()) / relay.delaysMs().count());
        size.hubDelaysMs.addAll(hub.delaysMs());
        size.relayDelaysMs.addAll(relay.delaysMs());
        size.hubLost += hub.sent() * listeners - hub.delaysMs().count();
        size.relayLost += relay.sent() * listeners - relay.delaysMs().count();
        int last = size.hubNs.count() - 1;
        return "%3d listeners, round %d: hub %.2f µs, relay %.2f µs a packet; idle hub %.2f ms a second; JIT beside it %.2f ms a second"
                .formatted(
                        listeners,
                        last + 1,
                        size.hubUs(last),
                        size.relayUs.at(last),
                        idleNsPerS / 1e6,
                        hub.compilerNs() / 1e6 / hub.seconds());
    }

    public Map<String, Double> cpuUs() {
        return bySize(Size::hubUs);
    }

    public Map<String, Double> relayCpuUs() {
        return bySize(size -> size.relayUs.median());
    }

    /** The median of the rounds' ratios, hub to relay. */
    public double ratio(int listeners) {
        return size(listeners).ratio();
    }

    /** From the talker's send to each listener's receive, through the hub. */
    public Samples hubDelaysMs(int listeners) {
        return size(listeners).hubDelaysMs;
    }

    public Samples relayDelaysMs(int listeners) {
        return size(listeners).relayDelaysMs;
    }

    /** One line for each size, for people. */
    public String summary() {
        var text = new StringBuilder();
        sizes.forEach((listeners, size) -> text.append(
                ("%3d listeners: ratio %.2f (%.2f / %.2f µs), idle %.2f ms CPU a second; delivered %d, lost %d (relay %d);"
                                + " send -> receive p50 %.3f p99 %.3f ms, relay p50 %.3f p99 %.3f ms%n")
                        .formatted(
                                listeners,
                                size.ratio(),
                                size.hubUs(),
                                size.relayUs.median(),
                                size.idleNsPerS.median() / 1e6,
                                size.hubDelaysMs.count(),
                                size.hubLost,
                                size.relayLost,
                                size.hubDelaysMs.median(),
                                size.hubDelaysMs.percentile(99),
                                size.relayDelaysMs.median(),
                                size.relayDelaysMs.percentile(99))));
        return text.toString().stripTrailing();
    }

    private Map<String, Double> bySize(ToDoubleFunction<Size> figure) {
        var values = new LinkedHashMap<String, Double>();
        sizes.forEach((listeners, size) -> values.put(Integer.toString(listeners), figure.applyAsDouble(size)));
        return values;
    }

    private Size size(int listeners) {
        return Objects.requireNonNull(sizes.get(listeners));
    }
}
