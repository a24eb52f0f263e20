package dev.tutti.node.v1;

import dev.tutti.foundation.ChannelId;
import dev.tutti.foundation.SessionId;
import dev.tutti.foundation.UserId;
import dev.tutti.session.floor.FloorAsk;
import dev.tutti.session.floor.FloorInput;
import dev.tutti.session.floor.FloorLoop;
import dev.tutti.session.floor.FloorNotice;
import dev.tutti.wire.v1.V1Message;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One v1 app in the session: who it is there, whether it may talk, and its way into the room. Its TAKEN asks for the floor and
 * never waits for it: what is not free at once is busy. Thread-safe.
 */
final class V1Peer {
    private static final long FRAME_NS = 20_000_000L;
    /** A stalled connection that delivers what was said seconds ago. */
    private static final long MAX_AHEAD_NS = 400_000_000L;

    private static final long RENEW_NS = 300_000_000L;

    private final long connection;
    private final UserId user;
    private final String name;
    private final V1Outbox outbox;
    private final FloorLoop floor;
    private final PcmIntake intake = new PcmIntake();
    private @Nullable Place place;
    private @Nullable String asking;
    private @Nullable String lease;
    /** The button went down before it was let in. */
    private boolean early;

    private long renewedNs;
    private long asks;
    private long talkBeganNs;
    private long framesOfTalk;
    private long dropped;

    /** Where it is, once it was let in. */
    private record Place(SessionId session, ChannelId channel, RoomVoice.Seat seat) {}

    V1Peer(long connection, UserId user, String name, V1Outbox outbox, FloorLoop floor) {
        this.connection = connection;
        this.user = user;
        this.name = name;
        this.outbox = outbox;
        this.floor = floor;
    }

    long connection() {
        return connection;
    }

    UserId user() {
        return user;
    }

    String name() {
        return name;
    }

    V1Outbox outbox() {
        return outbox;
    }

    synchronized boolean isIn(SessionId session) {
        Place now = place;
        return now != null && now.session.equals(session);
    }

    /** How many frames were not passed on: without the floor, or too late. */
    synchronized long dropped() {
        return dropped;
    }

    /** Was let in. */
    synchronized void enter(SessionId session, ChannelId channel, RoomVoice.Seat seat) {
        leave();
        floor.post(new FloorInput.Listen(session, user, Set.of(channel)));
        place = new Place(session, channel, seat);
        if (somebodyTalks(session, channel)) {
            outbox.offer(new V1Message.Taken());
        }
    }

    /** Is not in the session any more. */
    synchronized void leave() {
        Place was = place;
        if (was != null) {
            stopTalking();
            was.seat.leave();
            place = null;
        }
    }

    /** The button of the app is down. */
    synchronized void taken() {
        Place now = place;
        early = now == null;
        if (now == null) {
            busy();
        } else if (asking == null) {
            String request = "v1-" + ++asks;
            var ask = new FloorAsk(user, now.channel, connection, request, true, false, false, null);
            if (floor.post(new FloorInput.Ask(now.session, ask))) {
                asking = request;
                intake.reset();
                framesOfTalk = 0;
            } else {
                busy();
            }
        }
    }

    synchronized void released() {
        early = false;
        stopTalking();
    }

    private void stopTalking() {
        Place now = place;
        if (now != null && asking != null) {
            floor.post(new FloorInput.Release(now.session, connection, lease, asking));
        }
        asking = null;
        lease = null;
    }

    /** The floor's word. */
    synchronized void told(FloorNotice notice, long nowNs) {
        switch (notice) {
            case FloorNotice.Granted granted -> {
                if (granted.requestId().equals(asking)) {
                    lease = granted.leaseId();
                    renewedNs = nowNs;
                } else {
                    release(granted.leaseId(), null);
                }
            }
            case FloorNotice.Queued queued -> refused(queued.requestId(), true);
            case FloorNotice.Offered offered -> refused(offered.requestId(), true);
            case FloorNotice.Denied denied -> refused(denied.requestId(), false);
            case FloorNotice.Revoked revoked -> {
                if (revoked.leaseId().equals(lease)) {
                    asking = null;
                    lease = null;
                    busy();
                }
            }
            case FloorNotice.Released _, FloorNotice.Ending _, FloorNotice.Changing _ -> {}
        }
    }

    /** Guests do not stand in line. */
    private void refused(String request, boolean inLine) {
        if (inLine) {
            release(null, request);
        }
        if (request.equals(asking)) {
            asking = null;
            busy();
        }
    }

    private void release(@Nullable String leaseId, @Nullable String request) {
        Place now = place;
        if (now != null) {
            floor.post(new FloorInput.Release(now.session, connection, leaseId, request));
        }
    }

    /** What a v1 app takes for "somebody else talks"; over at once when nobody does. */
    private void busy() {
        outbox.offer(new V1Message.Taken());
        Place now = place;
        if (now == null || !somebodyTalks(now.session, now.channel)) {
            outbox.offer(new V1Message.Released());
        }
    }

    private boolean somebodyTalks(SessionId session, ChannelId channel) {
        return floor.view(session).channels().stream()
                .anyMatch(view -> view.channelId().equals(channel)
                        && view.talker() != null
                        && !view.talker().userId().equals(user));
    }

    /** Voice of the app while its button is down: the room holds it until the floor has decided. Not faster than spoken. */
    synchronized void voice(V1Message.Audio audio, long nowNs) {
        Place now = place;
        if (now != null && early) {
            taken(); // it still talks: its turn to ask is now
        }
        if (now == null || asking == null) {
            dropped++;
            return;
        }
        if (framesOfTalk == 0) {
            talkBeganNs = nowNs;
        }
        boolean late = framesOfTalk * FRAME_NS - (nowNs - talkBeganNs) > MAX_AHEAD_NS;
        if (late || !intake.take(audio.pcm(), now.seat::frame)) {
            dropped++;
        } else {
            framesOfTalk++;
        }
    }

    /** Its place in the room is not to be given up; the clock's thread, every few seconds. */
    synchronized void alive() {
        Place now = place;
        if (now != null) {
            now.seat.alive();
        }
    }

    /** Keeps the lease alive while the app talks; the clock's thread. */
    synchronized void renew(long nowNs) {
        Place now = place;
        if (now != null && lease != null && nowNs - renewedNs >= RENEW_NS) {
            renewedNs = nowNs;
            floor.post(new FloorInput.Renew(now.session, connection, lease));
        }
    }
}
