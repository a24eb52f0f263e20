package dev.tutti.gateway.events;

import dev.tutti.foundation.NanoClock;
import dev.tutti.foundation.SessionId;
import dev.tutti.foundation.UserId;
import dev.tutti.gateway.sessions.MetricsReports;
import dev.tutti.gateway.socket.OutgoingFrame;
import dev.tutti.gateway.wire.ParticipantFrames.MetricsReport;
import dev.tutti.gateway.wire.ParticipantFrames.MetricsSample;
import dev.tutti.session.Capability;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/** What devices say of their link and click, passed on to those who see it, the newest of each person. Thread-safe. */
final class Measurements implements MetricsReports {
    /** A device that has said nothing for so long is gone. */
    static final long FRESH_NS = TimeUnit.SECONDS.toNanos(30);

    private final FrameCodec codec;
    private final NanoClock clock;
    private final Function<SessionId, Collection<EventConnection>> connections;
    private final Map<SessionId, Said> sessions = new ConcurrentHashMap<>();

    /** Of one session: the newest, and whose of them nobody was told yet. */
    private record Said(Map<UserId, Measured> newest, Set<UserId> untold) {}

    private record Measured(MetricsReport report, long atNs) {}

    Measurements(FrameCodec codec, NanoClock clock, Function<SessionId, Collection<EventConnection>> connections) {
        this.codec = codec;
        this.clock = clock;
        this.connections = connections;
    }

    @Override
    public void measured(SessionId session, UserId user, MetricsSample sample) {
        Said said = sessions.computeIfAbsent(
                session, _ -> new Said(new ConcurrentHashMap<>(), ConcurrentHashMap.newKeySet()));
        var report = new MetricsReport(
                user.value(),
                sample.rttMs(),
                sample.lossPct(),
                sample.jitterMs(),
                sample.bitrateBps(),
                sample.driftMs(),
                sample.drifts(),
                sample.clockErrorMs(),
                sample.outputLatencyMs());
        said.newest.put(user, new Measured(report, clock.nanoTime()));
        said.untold.add(user);
    }

    @Override
    public List<MetricsReport> newest(SessionId session) {
        Said said = sessions.get(session);
        return said == null
                ? List.of()
                : said.newest.values().stream()
                        .filter(this::isFresh)
                        .map(Measured::report)
                        .sorted(Comparator.comparing(MetricsReport::userId))
                        .toList();
    }

    private boolean isFresh(Measured measured) {
        return clock.nanoTime() - measured.atNs < FRESH_NS;
    }

    /** Tells what came in since the last time. */
    void flush() {
        sessions.forEach((session, said) -> {
            for (UserId user : Set.copyOf(said.untold)) {
                said.untold.remove(user);
                Measured measured = said.newest.get(user);
                if (measured != null) {
                    tell(session, user, measured.report);
                }
            }
            said.newest.values().removeIf(measured -> !isFresh(measured));
        });
    }

    private void tell(SessionId session, UserId user, MetricsReport report) {
        OutgoingFrame frame = codec.encode(report);
        connections.apply(session).stream()
                .filter(c -> c.insight().capabilities().contains(Capability.METRICS_VIEW))
                .forEach(c -> c.offerLatest("metrics:" + user, frame));
    }

    void forget(SessionId session) {
        sessions.remove(session);
    }
}
