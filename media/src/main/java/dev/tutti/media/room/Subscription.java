package dev.tutti.media.room;

import dev.tutti.media.Listener;
import dev.tutti.media.forward.Forwarder;
import dev.tutti.media.forward.SubscribeSpec;
import dev.tutti.media.forward.TrackSubscription;
import dev.tutti.media.sdp.SdpSection;
import dev.tutti.media.sdp.SectionPlan;
import dev.tutti.media.transport.PeerTransport;
import org.jspecify.annotations.Nullable;

/** One participant's wish to hear one track, and the stream that fulfils it once it is negotiated. */
final class Subscription {
    private final PublishedTrack track;
    private final Forwarder forwarder;
    private final long ssrc;
    private boolean paused;
    private @Nullable MediaSlot slot;
    private @Nullable TrackSubscription media;

    Subscription(PublishedTrack track, Forwarder forwarder) {
        this.track = track;
        this.forwarder = forwarder;
        ssrc = forwarder.newSsrc();
    }

    PublishedTrack track() {
        return track;
    }

    @Nullable MediaSlot slot() {
        return slot;
    }

    void slot(@Nullable MediaSlot assigned) {
        slot = assigned;
    }

    @Nullable TrackSubscription media() {
        return media;
    }

    SectionPlan plan() {
        String stream = track.publisher().sid() + '|' + track.sid();
        return new SectionPlan.Send(stream, track.sid(), ssrc, track.publisher().sid());
    }

    /** Begins to send, or takes what a new negotiation says; true when it begins. */
    boolean negotiated(PeerTransport transport, String mid, SdpSection.AudioFormat format, Listener listener) {
        var spec = new SubscribeSpec(
                ssrc, track.publisher().sid(), mid, format.opus(), format.red(), format.nack(), format.extensions());
        if (media != null) {
            media.update(spec);
            return false;
        }
        media = forwarder.subscribe(track.media(), transport, spec, listener);
        media.pause(paused);
        return true;
    }

    void pause(boolean pause) {
        paused = pause;
        if (media != null) {
            media.pause(pause);
        }
    }

    void close() {
        if (media != null) {
            media.close();
            media = null;
        }
    }
}
