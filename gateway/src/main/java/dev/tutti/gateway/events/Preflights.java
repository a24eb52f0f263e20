package dev.tutti.gateway.events;

import dev.tutti.foundation.NanoClock;
import dev.tutti.foundation.SessionId;
import dev.tutti.foundation.UserId;
import dev.tutti.gateway.http.ApiError;
import dev.tutti.gateway.sessions.PreflightRuns;
import dev.tutti.gateway.socket.OutgoingFrame;
import dev.tutti.gateway.wire.PreflightFrames.PreflightReport;
import dev.tutti.gateway.wire.PreflightFrames.PreflightResult;
import dev.tutti.gateway.wire.PreflightFrames.PreflightStart;
import dev.tutti.gateway.wire.PreflightMessages.PreflightRunAnswer;
import dev.tutti.session.Capability;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Has every connection of a session measured, and passes what they found to those who see measurements. Thread-safe. */
final class Preflights implements PreflightRuns {
    /** A report that comes later belongs to nothing any more. */
    static final long OPEN_NS = TimeUnit.MINUTES.toNanos(2);

    private final FrameCodec codec;
    private final NanoClock clock;
    private final Function<SessionId, Collection<EventConnection>> connections;
    private final Map<SessionId, Run> runs = new ConcurrentHashMap<>();

    private record Run(String id, Set<UserId> asked, long startedNs, Map<UserId, PreflightResult> results) {}

    Preflights(FrameCodec codec, NanoClock clock, Function<SessionId, Collection<EventConnection>> connections) {
        this.codec = codec;
        this.clock = clock;
        this.connections = connections;
    }

    @Override
    public List<String> start(SessionId session, String runId) {
        List<EventConnection> here = connections.apply(session).stream()
                .filter(connection -> connection.insight().admitted())
                .toList();
        Set<UserId> asked = here.stream().map(EventConnection::userId).collect(Collectors.toUnmodifiableSet());
        runs.put(session, new Run(runId, asked, clock.nanoTime(), new ConcurrentHashMap<>()));
        OutgoingFrame frame = codec.encode(new PreflightStart(runId));
        here.forEach(connection -> connection.offer(frame));
        return names(asked);
    }

    /** What one device found; the newest of each person counts. */
    void measured(SessionId session, UserId user, PreflightReport report) {
        Run run = runs.get(session);
        boolean open = run != null
                && run.id.equals(report.runId())
                && run.asked.contains(user)
                && clock.nanoTime() - run.startedNs < OPEN_NS;
        if (run == null || !open) {
            throw new ApiError(404, "PREFLIGHT_UNKNOWN", "This check is over. A new one asks again.");
        }
        var result = new PreflightResult(
                run.id,
                user.value(),
                report.voice(),
                report.rttMs(),
                report.lossPct(),
                report.jitterMs(),
                report.driftMs(),
                report.clockErrorMs(),
                report.microphone(),
                report.outputLatencyMs(),
                report.calibrated());
        run.results.put(user, result);
        OutgoingFrame frame = codec.encode(result);
        connections.apply(session).stream()
                .filter(c -> c.insight().capabilities().contains(Capability.METRICS_VIEW))
                .forEach(c -> c.offerLatest("preflight:" + user, frame));
    }

    @Override
    public PreflightRunAnswer newest(SessionId session) {
        Run run = runs.get(session);
        return run == null
                ? new PreflightRunAnswer(null, List.of(), List.of())
                : new PreflightRunAnswer(run.id, names(run.asked), List.copyOf(run.results.values()));
    }

    void forget(SessionId session) {
        runs.remove(session);
    }

    private static List<String> names(Set<UserId> users) {
        return users.stream().map(UserId::value).sorted().toList();
    }
}
