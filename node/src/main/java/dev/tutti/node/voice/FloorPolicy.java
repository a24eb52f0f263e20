package dev.tutti.node.voice;

import dev.tutti.foundation.ChannelId;
import dev.tutti.foundation.Fence;
import dev.tutti.foundation.SessionId;
import dev.tutti.foundation.UserId;
import dev.tutti.media.ForwardingPolicy;
import dev.tutti.media.Listener;
import dev.tutti.media.MediaListener;
import dev.tutti.media.RemoteGate;
import dev.tutti.media.TrackGate;
import dev.tutti.media.TrackPublication;
import dev.tutti.media.Verdict;
import dev.tutti.media.VoicePacket;
import dev.tutti.session.SessionState;
import dev.tutti.session.floor.ChannelFence;
import dev.tutti.session.floor.FloorEar;
import dev.tutti.session.floor.FloorGate;
import dev.tutti.session.floor.FloorInput;
import dev.tutti.session.floor.FloorLoop;
import dev.tutti.wire.ChannelTag;
import org.jspecify.annotations.Nullable;

/** The floor as the SFU's forwarding policy, for one session's room. */
final class FloorPolicy implements ForwardingPolicy, MediaListener {
    private final SessionId session;
    private final FloorLoop floor;
    private final Voices voices;
    private final MicrophoneListener microphones;
    private volatile ChannelTags tags = ChannelTags.NONE;

    FloorPolicy(SessionId session, FloorLoop floor, Voices voices, MicrophoneListener microphones) {
        this.session = session;
        this.floor = floor;
        this.voices = voices;
        this.microphones = microphones;
    }

    @Override
    public TrackGate open(TrackPublication publication) {
        return new Gate(floor.gate(session, new UserId(publication.identity())));
    }

    @Override
    public RemoteGate openRemote(TrackPublication publication) {
        return new FromElsewhere(floor.gate(session, new UserId(publication.identity())));
    }

    /** The session's channels are these from now on; any thread, one at a time. */
    void follow(SessionState state) {
        tags = tags.of(state);
    }

    @Override
    public Listener listener(String room, String identity) {
        return new Ear(room, identity, floor.ear(session, new UserId(identity)));
    }

    @Override
    public void muteChanged(TrackPublication publication, boolean muted) {
        post(publication, muted, false);
    }

    @Override
    public void closed(TrackPublication publication) {
        post(publication, true, true);
    }

    /** A track that is published with its microphone open asks like one that is unmuted. */
    @Override
    public void trackPublished(TrackPublication publication, boolean muted) {
        if (!muted) {
            post(publication, false, false);
        }
    }

    private void post(TrackPublication publication, boolean muted, boolean closed) {
        var user = new UserId(publication.identity());
        if (voices.microphone(session, user, !muted)) {
            microphones.changed(session, user, muted);
        }
        if (closed || voices.muteIsFloor(session, user)) {
            floor.post(new FloorInput.Mute(session, user, publication.trackSid(), muted, closed));
        }
    }

    /** Media loop only. */
    private final class Gate implements TrackGate, LeasedGate {
        private final FloorGate floorGate;

        Gate(FloorGate floorGate) {
            this.floorGate = floorGate;
        }

        @Override
        public ChannelTag channel() {
            ChannelFence channel = floorGate.channel();
            return channel == null ? ChannelTag.NONE : tags.tag(channel.channelId());
        }

        @Override
        public Fence fence() {
            return floorGate.fence();
        }

        @Override
        public Verdict verdict(long nowNs) {
            return switch (floorGate.passage(nowNs)) {
                // What lay in the socket when the machine was suspended was said under a lease that is void by now.
                case FORWARD -> floor.isAsleep(nowNs) ? Verdict.DROP : Verdict.FORWARD;
                case HOLD -> Verdict.HOLD;
                case DROP -> Verdict.DROP;
            };
        }

        @Override
        public boolean passes(long nowNs) {
            return floorGate.passes(nowNs);
        }

        @Override
        public long heldSinceNs() {
            return floorGate.heldSinceNs();
        }

        @Override
        public boolean audibleTo(Listener listener) {
            return listener instanceof Ear ear && floorGate.audibleTo(ear.floorEar());
        }
    }

    /** Voice that its own node has let pass under a lease: fence and channel are compared here again (F12). Media loop only. */
    private final class FromElsewhere implements RemoteGate {
        /** Of a talker without a lease here: it knows the open channels it speaks into. */
        private final FloorGate floorGate;

        private @Nullable ChannelFence spokenIn;

        FromElsewhere(FloorGate floorGate) {
            this.floorGate = floorGate;
        }

        @Override
        public boolean passes(VoicePacket packet) {
            spokenIn = null;
            if (packet.channel() == 0) {
                return floorGate.speaksOpenly();
            }
            ChannelId id = tags.channel(packet.channel());
            ChannelFence channel = id == null ? null : floor.channel(session, id);
            spokenIn = channel;
            return channel != null && channel.admits(packet.term(), packet.leaderTag(), packet.leaseSeq());
        }

        @Override
        public boolean audibleTo(Listener listener) {
            if (!(listener instanceof Ear ear) || ear.floorEar().userId().equals(floorGate.userId())) {
                return false;
            }
            ChannelFence channel = spokenIn;
            return channel == null ? floorGate.isHeardOpenly(ear.floorEar()) : channel.isHeardBy(ear.floorEar());
        }
    }

    private record Ear(String room, String identity, FloorEar floorEar) implements Listener {}
}
