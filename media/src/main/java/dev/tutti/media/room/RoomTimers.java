package dev.tutti.media.room;

import java.util.List;
import java.util.concurrent.TimeUnit;
import livekit.LivekitModels.DisconnectReason;
import livekit.LivekitRtc.LeaveRequest;

/** What is due by time in a room: speakers, quality, those who do not come back, the end of an empty room. */
final class RoomTimers {
    /** How long a participant without signalling is kept, so that it can resume. */
    static final long RESUME_NS = TimeUnit.SECONDS.toNanos(15);

    /** How long a client may say nothing, though it is asked to ping every few seconds. */
    static final long SILENCE_NS = TimeUnit.SECONDS.toNanos(45);

    /** How long a client that has closed its media may take to say why. */
    static final long GOODBYE_NS = TimeUnit.SECONDS.toNanos(3);

    /** How long a first connection may take. */
    static final long CONNECT_NS = TimeUnit.SECONDS.toNanos(60);

    static final long SPEAKERS_NS = TimeUnit.MILLISECONDS.toNanos(400);
    static final long QUALITY_NS = TimeUnit.SECONDS.toNanos(2);
    static final long TOKEN_NS = TimeUnit.MINUTES.toNanos(5);

    /** How long an ICE restart may take before the client is asked again, and how often it is asked. */
    static final long RECOVERY_NS = TimeUnit.SECONDS.toNanos(6);

    static final int RECOVERY_TRIES = 3;

    private final Room room;
    private final SpeakerTracker speakers;
    private final QualityTracker quality;
    private long emptySinceNs;
    private boolean everJoined;
    private long nextSpeakersNs;
    private long nextQualityNs;

    RoomTimers(Room room, long nowNs) {
        this.room = room;
        emptySinceNs = nowNs;
        nextSpeakersNs = nowNs + SPEAKERS_NS;
        nextQualityNs = nowNs + QUALITY_NS;
        speakers = new SpeakerTracker(room);
        quality = new QualityTracker(room);
    }

    void newcomer(Participant participant) {
        everJoined = true;
        speakers.tell(participant);
        quality.tell(participant);
    }

    /** Somebody at another node is gone. */
    void left(RemoteParticipant participant) {
        speakers.left(participant);
    }

    void left(Participant participant) {
        speakers.left(participant);
        quality.left(participant);
        if (room.participants().isEmpty()) {
            emptySinceNs = room.context().clock().nanoTime();
        }
    }

    /** Media has stopped though the client is there: it is told to resume, which restarts ICE. */
    void stalled(Participant participant) {
        var link = participant.link();
        if (link == null) {
            return;
        }
        int tries = participant.askRecovery(room.context().clock().nanoTime());
        if (tries > RECOVERY_TRIES) {
            room.remove(participant, DisconnectReason.MEDIA_FAILURE);
        } else if (participant.understandsResume()) {
            participant.send(Signals.leave(DisconnectReason.UNKNOWN_REASON, LeaveRequest.Action.RESUME));
        } else {
            // An older client resumes when its signalling breaks.
            link.close("media has stopped");
        }
    }

    void tick(long nowNs) {
        for (Participant participant : List.copyOf(room.participants())) {
            participantDue(participant, nowNs);
        }
        if (nowNs >= nextSpeakersNs) {
            nextSpeakersNs = nowNs + SPEAKERS_NS;
            speakers.measure();
            if (room.takeCountChanged()) {
                room.broadcast(Signals.room(room.info()), participant -> true);
            }
        }
        if (nowNs >= nextQualityNs) {
            nextQualityNs = nowNs + QUALITY_NS;
            quality.measure();
        }
        if (room.participants().isEmpty()) {
            int timeoutS = everJoined
                    ? room.settings().departureTimeoutS()
                    : room.settings().emptyTimeoutS();
            if (timeoutS > 0 && nowNs - emptySinceNs >= TimeUnit.SECONDS.toNanos(timeoutS)) {
                room.close(DisconnectReason.ROOM_CLOSED);
            }
        }
    }

    private void participantDue(Participant participant, long nowNs) {
        var link = participant.link();
        if (link != null && participant.silentNs(nowNs) >= SILENCE_NS) {
            participant.linkLost(nowNs);
            link.close("nothing was heard");
        } else if (participant.withoutMediaNs(nowNs) >= GOODBYE_NS) {
            room.remove(participant, DisconnectReason.MEDIA_FAILURE);
        } else if (participant.withoutLinkNs(nowNs) >= RESUME_NS) {
            room.remove(participant, DisconnectReason.SIGNAL_CLOSE);
        } else if (!participant.wasActive() && nowNs - participant.joinedAtNs() >= CONNECT_NS) {
            room.remove(participant, DisconnectReason.JOIN_FAILURE);
        } else if (participant.links().stream().anyMatch(PeerLink::stalled)
                && participant.sinceRecoveryAskedNs(nowNs) >= RECOVERY_NS) {
            stalled(participant);
        } else if (link != null && participant.tokenDue(nowNs, TOKEN_NS)) {
            room.sendToken(participant);
        }
    }

    QualityTracker quality() {
        return quality;
    }
}
