package dev.tutti.media.room;

import dev.tutti.media.sdp.SdpException;
import dev.tutti.media.sdp.SdpParser;
import dev.tutti.media.sdp.SdpWriter;
import dev.tutti.media.sdp.SectionPlan;
import java.util.ArrayList;
import java.util.List;
import livekit.LivekitRtc.SessionDescription;
import org.jspecify.annotations.Nullable;

/** Offers the second peer connection of a signalling v0 client, one offer in flight at a time; section 0 is the data channel's. */
final class SubscriberNegotiation {
    private final Participant participant;
    private final PeerLink link;
    private final Subscriptions subscriptions;
    private int offerId;
    private boolean inFlight;
    private boolean again;
    private @Nullable List<MediaSlot> retiring;

    SubscriberNegotiation(Participant participant, PeerLink link, Subscriptions subscriptions) {
        this.participant = participant;
        this.link = link;
        this.subscriptions = subscriptions;
    }

    /** Offers the present state now, or after the answer that is awaited. */
    void offer() {
        if (inFlight) {
            again = true;
            return;
        }
        inFlight = true;
        again = false;
        offerId++;
        assign();
        var plans = new ArrayList<SectionPlan>();
        plans.add(new SectionPlan.Data());
        var ending = new ArrayList<MediaSlot>();
        for (MediaSlot slot : subscriptions.slots()) {
            var subscription = slot.subscription();
            plans.add(subscription == null ? new SectionPlan.Inactive() : subscription.plan());
            if (slot.use() == MediaSlot.Use.RETIRING) {
                ending.add(slot);
            }
        }
        retiring = ending;
        var offer = SessionDescription.newBuilder()
                .setType("offer")
                .setSdp(SdpWriter.offer(plans, link.local(), link.nextOrigin()))
                .setId(offerId)
                .putAllMidToTrackId(subscriptions.midToTrack());
        participant.send(Signals.offer(offer.build()));
    }

    /** After a resume: an offer with new ICE credentials, whatever was in flight. */
    void restart() {
        link.restartOffered();
        inFlight = false;
        offer();
    }

    void answer(SessionDescription answer) throws SdpException {
        if (!inFlight || (answer.getId() != 0 && answer.getId() != offerId)) {
            return;
        }
        var description = SdpParser.parse(answer.getSdp());
        var remote = description.remote();
        if (remote == null) {
            return;
        }
        inFlight = false;
        link.remoteAnswered(remote);
        for (var section : description.sections()) {
            var slot = subscriptions.existingSlot(section.mid());
            var subscription = slot == null ? null : slot.subscription();
            var format = section.audioFormat();
            if (subscription != null && format != null && section.direction().receives()) {
                subscriptions.negotiated(subscription, section.mid(), format);
            }
        }
        if (retiring != null) {
            retiring.forEach(MediaSlot::free);
            retiring = null;
        }
        if (again || subscriptions.unassigned() != null) {
            offer();
        }
    }

    private void assign() {
        for (MediaSlot slot : List.copyOf(subscriptions.slots())) {
            var next = subscriptions.unassigned();
            if (next != null && slot.use() == MediaSlot.Use.FREE) {
                slot.assign(next);
            }
        }
        for (var next = subscriptions.unassigned(); next != null; next = subscriptions.unassigned()) {
            String mid = Integer.toString(subscriptions.slots().size() + 1);
            subscriptions.slot(mid).assign(next);
        }
    }
}
