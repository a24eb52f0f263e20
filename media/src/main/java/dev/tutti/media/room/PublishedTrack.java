package dev.tutti.media.room;

import dev.tutti.media.ForwardingPolicy;
import dev.tutti.media.TrackGate;
import dev.tutti.media.TrackPublication;
import dev.tutti.media.VoiceExit;
import dev.tutti.media.VoiceTrunk;
import dev.tutti.media.forward.PublishSpec;
import dev.tutti.media.forward.TrackPublisher;
import dev.tutti.media.forward.TrackSource;
import livekit.LivekitModels.TrackInfo;

/** An audio track of a participant, from the moment its media section is negotiated. */
final class PublishedTrack {
    private final Publisher publisher;
    private final Doors doors;
    private final TrackSource media;
    private TrackInfo info;
    private boolean subscribedOnce;
    private boolean closed;

    private PublishedTrack(Publisher publisher, TrackInfo info, Doors doors, TrackSource media) {
        this.publisher = publisher;
        this.info = info;
        this.doors = doors;
        this.media = media;
    }

    /** A track of somebody who is attached here: behind the policy's gate, and out by the trunk. */
    static PublishedTrack local(
            Publisher publisher, TrackInfo info, ForwardingPolicy policy, VoiceTrunk trunk, MediaStart start) {
        var publication = new TrackPublication(publisher.roomName(), publisher.identity(), info.getSid());
        var gate = policy.open(publication);
        var media = start.begin(gate, trunk.exit(publication, gate));
        var track = new PublishedTrack(publisher, info, new PolicyDoors(policy, publication), media);
        policy.muteChanged(publication, info.getMuted());
        return track;
    }

    /** A track of another node, whose own policy hears of it. */
    static PublishedTrack remote(Publisher publisher, TrackInfo info, TrackSource media) {
        return new PublishedTrack(publisher, info, Doors.NONE, media);
    }

    /** Starts the media of a track behind its gate. */
    interface MediaStart {
        TrackPublisher begin(TrackGate gate, VoiceExit exit);
    }

    /** Who is asked whether the track may be heard, and must hear of its mutes. */
    private interface Doors {
        Doors NONE = new Doors() {
            @Override
            public void muteChanged(boolean muted) {}

            @Override
            public void closed() {}
        };

        void muteChanged(boolean muted);

        void closed();
    }

    private record PolicyDoors(ForwardingPolicy policy, TrackPublication publication) implements Doors {
        @Override
        public void muteChanged(boolean muted) {
            policy.muteChanged(publication, muted);
        }

        @Override
        public void closed() {
            policy.closed(publication);
        }
    }

    String sid() {
        return info.getSid();
    }

    String mid() {
        return info.getMid();
    }

    Publisher publisher() {
        return publisher;
    }

    TrackInfo info() {
        return info;
    }

    TrackSource media() {
        return media;
    }

    /** Takes a changed description after a new offer. */
    void update(PublishSpec spec) {
        if (media instanceof TrackPublisher here) {
            here.update(spec);
        }
    }

    /** Its node says so. */
    void told(TrackInfo next) {
        info = next;
    }

    /** True when that changed anything. */
    boolean mute(boolean muted) {
        if (info.getMuted() == muted || closed) {
            return false;
        }
        info = info.toBuilder().setMuted(muted).build();
        doors.muteChanged(muted);
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
            doors.closed();
        }
    }
}
