package dev.tutti.benchmarks.micro;

import dev.tutti.foundation.ChannelId;
import dev.tutti.foundation.Epoch;
import dev.tutti.foundation.JoinCode;
import dev.tutti.foundation.NanoClock;
import dev.tutti.foundation.SessionId;
import dev.tutti.foundation.UserId;
import dev.tutti.foundation.WallClock;
import dev.tutti.session.Admission;
import dev.tutti.session.Ducking;
import dev.tutti.session.Event;
import dev.tutti.session.SessionKind;
import dev.tutti.session.SessionState;
import dev.tutti.session.Settings;
import dev.tutti.session.channels.ChannelsDecider;
import dev.tutti.session.floor.FloorAsk;
import dev.tutti.session.floor.FloorHistory;
import dev.tutti.session.floor.FloorInput;
import dev.tutti.session.floor.FloorLimits;
import dev.tutti.session.floor.FloorLoop;
import dev.tutti.session.floor.FloorNotice;
import dev.tutti.session.floor.FloorPublisher;
import dev.tutti.session.floor.FloorTimes;
import dev.tutti.session.floor.FloorUpdate;
import dev.tutti.session.floor.MutePort;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** The floor without its thread and without a network: one request granted and released. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class FloorDecision {
    private static final SessionId SESSION = new SessionId("bench");
    private static final ChannelId ALL = new ChannelId("all");
    private static final UserId HOST = new UserId("host");
    private static final long CONNECTION = 7;
    private static final FloorLimits UNLIMITED = new FloorLimits(256, 1_000_000, 1e9);

    /** What was decided, so that nothing of it is optimised away. */
    private static final class Heard implements FloorPublisher {
        int notices;

        @Override
        public void toAsker(SessionId sessionId, long connection, FloorNotice notice) {
            notices++;
        }

        @Override
        public void toSession(SessionId sessionId, FloorUpdate update) {
            notices++;
        }
    }

    private final Heard heard = new Heard();
    private final FloorLoop loop = new FloorLoop(new FloorLoop.Setup(
            NanoClock.system(),
            WallClock.system(),
            new Epoch(1, 1),
            1,
            FloorTimes.FAST,
            UNLIMITED,
            new FloorLoop.Ports(heard, FloorHistory.NONE, MutePort.NONE)));
    private int requests;

    @Setup
    public void openSession() {
        var kind = SessionKind.SHIFT;
        var settings = new Settings("Bench", Admission.OPEN, false, Ducking.OFF, Settings.TALK_LIMIT_S);
        var created = new Event.SessionCreated(kind, settings, new JoinCode("ABCDEF"), HOST);
        var state = SessionState.begin(SESSION, 1, 0, created)
                .apply(2, 1, new Event.ChannelCreated(ChannelsDecider.all(ALL, kind)))
                .apply(
                        3,
                        2,
                        new Event.ParticipantJoined(
                                HOST, "Host", kind.hostRole().name(), null));
        loop.committed(state);
        loop.doWork();
    }

    @Benchmark
    public int grantAndRelease() {
        String request = Integer.toString(++requests);
        loop.post(new FloorInput.Ask(SESSION, new FloorAsk(HOST, ALL, CONNECTION, request, true, false, false, null)));
        loop.doWork();
        loop.post(new FloorInput.Release(SESSION, CONNECTION, null, request));
        loop.doWork();
        return heard.notices;
    }
}
