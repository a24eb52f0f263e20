package dev.tutti.session.floor;

import dev.tutti.foundation.ChannelId;
import dev.tutti.foundation.Epoch;
import dev.tutti.foundation.SessionId;
import dev.tutti.foundation.UserId;
import dev.tutti.session.Scene;
import dev.tutti.session.SessionState;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/** A floor on a clock that stands until it is moved, and everything it said. */
final class FloorTable {
    static final FloorTimes TIMES = FloorTimes.FAST;
    static final Epoch EPOCH = new Epoch(3, 0xABCDL);

    /** What was said to one connection, or to all. */
    record Said(long connection, Object what) {}

    final List<Said> said = new ArrayList<>();
    final List<String> history = new ArrayList<>();
    final List<String> muted = new ArrayList<>();
    final FloorLoop loop;
    private final Map<UserId, Long> connections = new HashMap<>();
    private long nowNs = -5_000_000_000L;
    private long wallMs = 1_000_000;

    FloorTable(SessionState state) {
        this(state, FloorLimits.DEFAULT);
    }

    FloorTable(SessionState state, FloorLimits limits) {
        loop = new FloorLoop(new FloorLoop.Setup(
                () -> nowNs,
                () -> Instant.ofEpochMilli(wallMs),
                EPOCH,
                9,
                TIMES,
                limits,
                new FloorLoop.Ports(
                        new Publisher(), new History(), (_, user, track) -> muted.add(user + " " + track))));
        loop.committed(state);
        loop.doWork();
    }

    /** Presses the button and keeps it down; the request is called after the user. */
    void press(UserId user) {
        press(user, Scene.ALL, true, false);
    }

    void press(UserId user, ChannelId channel, boolean holding, boolean emergency) {
        var ask = new FloorAsk(user, channel, connection(user), request(user), holding, emergency, false, null);
        post(new FloorInput.Ask(Scene.SESSION, ask));
    }

    void post(FloorInput input) {
        loop.post(input);
        loop.doWork();
    }

    void let(UserId user) {
        post(new FloorInput.Release(Scene.SESSION, connection(user), null, request(user)));
    }

    void hold(UserId user, boolean holding) {
        post(new FloorInput.Hold(Scene.SESSION, connection(user), request(user), holding));
    }

    void renew(UserId user) {
        post(new FloorInput.Renew(Scene.SESSION, connection(user), granted(user).leaseId()));
    }

    void configure(SessionState next) {
        loop.committed(next);
        loop.doWork();
    }

    void configure(Scene next) {
        configure(next.state());
    }

    /** Moves time in steps of the loop; nobody renews. */
    void pass(long ms) {
        for (long passed = 0; passed < ms; passed += 10) {
            nowNs += TimeUnit.MILLISECONDS.toNanos(10);
            wallMs += 10;
            loop.doWork();
        }
    }

    /** Moves time while that talker's page renews as it should. */
    void passRenewing(long ms, UserId... talkers) {
        for (long passed = 0; passed < ms; passed += 100) {
            for (UserId talker : talkers) {
                if (grantedTo(talker)) {
                    renew(talker);
                }
            }
            pass(100);
        }
    }

    /** The machine slept: civil time went on, monotonic time stood still. */
    void sleep(long ms) {
        wallMs += ms;
    }

    long now() {
        return nowNs;
    }

    long connection(UserId user) {
        return connections.computeIfAbsent(user, _ -> connections.size() + 1L);
    }

    static String request(UserId user) {
        return "r-" + user;
    }

    Passage passage(UserId user) {
        return loop.gate(Scene.SESSION, user).passage(nowNs);
    }

    boolean heard(UserId talker, UserId listener) {
        FloorEar ear = loop.ear(Scene.SESSION, listener);
        FloorGate gate = loop.gate(Scene.SESSION, talker);
        loop.doWork();
        return gate.passage(nowNs) == Passage.FORWARD && gate.audibleTo(ear);
    }

    void listen(UserId user, ChannelId... channels) {
        post(new FloorInput.Listen(Scene.SESSION, user, Set.of(channels)));
    }

    /** Everything that was said to that user's connection. */
    List<Object> told(UserId user) {
        return said.stream()
                .filter(entry -> entry.connection() == connection(user))
                .map(Said::what)
                .toList();
    }

    <T> List<T> told(UserId user, Class<T> kind) {
        return told(user).stream().filter(kind::isInstance).map(kind::cast).toList();
    }

    <T> T last(UserId user, Class<T> kind) {
        List<T> all = told(user, kind);
        if (all.isEmpty()) {
            throw new AssertionError(user + " was told " + told(user));
        }
        return all.getLast();
    }

    FloorNotice.Granted granted(UserId user) {
        return last(user, FloorNotice.Granted.class);
    }

    boolean grantedTo(UserId user) {
        return told(user).stream().anyMatch(FloorNotice.Granted.class::isInstance);
    }

    /** Who talks in the channel All now, as everybody is told. */
    List<UserId> talkers() {
        return loop.view(Scene.SESSION).channels().stream()
                .filter(channel -> channel.channelId().equals(Scene.ALL) && channel.talker() != null)
                .map(channel -> Objects.requireNonNull(channel.talker()).userId())
                .toList();
    }

    List<UserId> line() {
        return loop.view(Scene.SESSION).channels().stream()
                .filter(channel -> channel.channelId().equals(Scene.ALL))
                .flatMap(channel -> channel.waiting().stream())
                .toList();
    }

    private final class Publisher implements FloorPublisher {
        @Override
        public void toAsker(SessionId sessionId, long connection, FloorNotice notice) {
            said.add(new Said(connection, notice));
        }

        @Override
        public void toSession(SessionId sessionId, FloorUpdate update) {
            said.add(new Said(0, update));
        }
    }

    private final class History implements FloorHistory {
        @Override
        public void granted(Talk talk) {
            history.add("granted " + talk.userId() + " " + talk.fence().leaseSeq());
        }

        @Override
        public void released(Talk talk, long talkMs, String reason) {
            history.add("released " + talk.userId() + " " + talk.fence().leaseSeq() + " " + reason);
        }
    }
}
