package dev.tutti.media.room;

import dev.tutti.media.ForwardingPolicy;
import dev.tutti.media.TrackGate;
import dev.tutti.media.TrackPublication;
import dev.tutti.media.forward.TrackPublisher;
import livekit.LivekitModels.TrackInfo;
import org.jspecify.annotations.Nullable;

/** An audio track of a participant, from the moment its media section is negotiated. */
final class PublishedTrack {
    private final Participant publisher;
    private final TrackPublication publication;
    private final ForwardingPolicy policy;
    private final TrackPublisher media;
    private TrackInfo info;
    private boolean subscribedOnce;
    private boolean closed;

    PublishedTrack(Participant publisher, TrackInfo info, ForwardingPolicy policy, MediaStart start) {
        this.publisher = publisher;
        this.info = info;
        this.policy = policy;
        publication = new TrackPublication(publisher.roomName(), publisher.identity(), info.getSid());
        media = start.begin(policy.open(publication));
        policy.muteChanged(publication, info.getMuted());
    }

    /** Starts the media of a track behind its gate. */
    interface MediaStart {
        TrackPublisher begin(TrackGate gate);
    }

    String sid() {
        return info.getSid();
    }

    String mid() {
        return info.getMid();
    }

    Participant publisher() {
        return publisher;
    }

    TrackInfo info() {
        return info;
    }

    TrackPublisher media() {
        return media;
    }

    /** True when that changed anything. */
    boolean mute(boolean muted) {
        if (info.getMuted() == muted || closed) {
            return false;
        }
        info = info.toBuilder().setMuted(muted).build();
        policy.muteChanged(publication, muted);
        media.gateChanged();
        return true;
    }

    void features(Iterable<livekit.LivekitModels.AudioTrackFeature> features) {
        info = info.toBuilder()
                .clearAudioFeatures()
                .addAllAudioFeatures(features)
                .build();
    }

    /** True the first time only: the publisher is told once that somebody listens. */
    boolean firstSubscription() {
        boolean first = !subscribedOnce;
        subscribedOnce = true;
        return first;
    }

    /** The media ends before the policy forgets the track: its gate must not be asked afterwards. */
    void close() {
        if (!closed) {
            closed = true;
            media.close();
            policy.closed(publication);
        }
    }

    @Nullable TrackPublisher openMedia() {
        return closed ? null : media;
    }
}
