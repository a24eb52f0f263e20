package dev.tutti.media.room;

import dev.tutti.media.sdp.SdpDescription;
import dev.tutti.media.sdp.SdpException;
import dev.tutti.media.sdp.SdpParser;
import dev.tutti.media.sdp.SdpSection;
import dev.tutti.media.sdp.SdpWriter;
import dev.tutti.media.sdp.SectionPlan;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import livekit.LivekitRtc.SessionDescription;

/**
 * Answers the client's offers. With one peer connection (signalling v1) it also hands out the sections in which the client
 * offers to receive, and asks for more of them when tracks are left over.
 */
final class PublisherNegotiation {
    private final Participant participant;
    private final PeerLink link;
    private final TrackIntake intake;
    private final Subscriptions subscriptions;
    private final boolean single;
    private boolean offered;
    private boolean sectionsAsked;
    private Set<String> offeredTracks = Set.of();

    PublisherNegotiation(Participant participant, PeerLink link, TrackIntake intake, Subscriptions subscriptions) {
        this.participant = participant;
        this.link = link;
        this.intake = intake;
        this.subscriptions = subscriptions;
        single = !participant.spec().dual();
    }

    /** Answers an offer; throws when it cannot be understood. */
    void offer(SessionDescription offer) throws SdpException {
        var description = SdpParser.parse(offer.getSdp());
        var remote = description.remote();
        if (remote != null) {
            link.remoteOffered(remote);
        }
        offered = true;
        sectionsAsked = false;
        var sending = new HashSet<String>();
        for (SdpSection section : description.sections()) {
            if (section.audio() && !section.rejected() && section.direction().sends()) {
                sending.add(section.mid());
            }
        }
        intake.keepOnly(sending);
        if (single) {
            subscriptions.keepOnly(
                    description.sections().stream().map(SdpSection::mid).collect(Collectors.toSet()));
        }
        offeredTracks = description.sections().stream()
                .map(SdpSection::msidTrack)
                .filter(Objects::nonNull)
                .collect(Collectors.toSet());
        var plans = new ArrayList<SectionPlan>();
        for (SdpSection section : description.sections()) {
            plans.add(plan(section));
        }
        answer(offer, description, plans);
        askForSections();
    }

    private void answer(SessionDescription offer, SdpDescription description, List<SectionPlan> plans) {
        String sdp = SdpWriter.answer(description, plans, link.local(), link.nextOrigin());
        var answer = SessionDescription.newBuilder()
                .setType("answer")
                .setSdp(sdp)
                .setId(offer.getId())
                .putAllMidToTrackId(single ? subscriptions.midToTrack() : Map.of());
        participant.send(Signals.answer(answer.build()));
    }

    private SectionPlan plan(SdpSection section) {
        if (section.rejected()) {
            lost(section);
            return new SectionPlan.Rejected();
        }
        if (section.application()) {
            return new SectionPlan.Data();
        }
        if (!section.audio()) {
            return new SectionPlan.Inactive();
        }
        if (section.direction().sends()) {
            lost(section);
            return intake.receive(section, offeredTracks, link);
        }
        return single ? send(section) : new SectionPlan.Inactive();
    }

    private void lost(SdpSection section) {
        var slot = single ? subscriptions.existingSlot(section.mid()) : null;
        if (slot != null) {
            subscriptions.lost(slot);
        }
    }

    private SectionPlan send(SdpSection section) {
        var format = section.audioFormat();
        if (!section.direction().receives() || format == null) {
            lost(section);
            return new SectionPlan.Inactive();
        }
        var slot = subscriptions.slot(section.mid());
        if (slot.use() == MediaSlot.Use.RETIRING) {
            slot.free();
            return new SectionPlan.Inactive();
        }
        if (slot.use() == MediaSlot.Use.FREE) {
            var next = subscriptions.unassigned();
            if (next == null) {
                return new SectionPlan.Inactive();
            }
            slot.assign(next);
        }
        var subscription = slot.subscription();
        if (subscription == null) {
            return new SectionPlan.Inactive();
        }
        subscriptions.negotiated(subscription, section.mid(), format);
        return subscription.plan();
    }

    /** Only the client offers here: it is told how many more sections it takes, or that it should offer again. */
    void askForSections() {
        int waiting = subscriptions.countUnassigned();
        boolean needed = waiting > 0 || subscriptions.count(MediaSlot.Use.RETIRING) > 0;
        if (single && offered && needed && !sectionsAsked) {
            sectionsAsked = true;
            participant.send(Signals.sections(Math.max(0, waiting - subscriptions.count(MediaSlot.Use.FREE))));
        }
    }

    /** A new signalling connection may have lost what was asked over the old one. */
    void resumed() {
        sectionsAsked = false;
    }
}
