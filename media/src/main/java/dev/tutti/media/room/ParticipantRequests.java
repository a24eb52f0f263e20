package dev.tutti.media.room;

import dev.tutti.media.sdp.SdpException;
import java.util.Collection;
import livekit.LivekitModels.DisconnectReason;
import livekit.LivekitModels.ParticipantTracks;
import livekit.LivekitModels.SubscriptionError;
import livekit.LivekitRtc.JoinRequest;
import livekit.LivekitRtc.LeaveRequest;
import livekit.LivekitRtc.MuteTrackRequest;
import livekit.LivekitRtc.RequestResponse.Reason;
import livekit.LivekitRtc.SessionDescription;
import livekit.LivekitRtc.SignalRequest;
import livekit.LivekitRtc.SimulateScenario;
import livekit.LivekitRtc.SyncState;
import livekit.LivekitRtc.UpdateLocalAudioTrack;
import livekit.LivekitRtc.UpdateParticipantMetadata;
import livekit.LivekitRtc.UpdateSubscription;
import livekit.LivekitRtc.UpdateTrackSettings;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Carries out what a participant's client asks for. */
final class ParticipantRequests {
    /** What a participant may say of itself, in characters. */
    static final int MAX_METADATA_CHARS = 64_000;

    static final int MAX_NAME_CHARS = 256;

    private static final Logger LOG = LoggerFactory.getLogger(ParticipantRequests.class);
    private final Room room;

    ParticipantRequests(Room room) {
        this.room = room;
    }

    /** What a join request asks beyond joining. */
    void begin(Participant participant, JoinRequest request) {
        request.getAddTrackRequestsList().forEach(participant.intake()::announce);
        var subscribing = participant.subscribing();
        if (subscribing != null) {
            subscribing.offer();
        } else if (request.hasPublisherOffer()) {
            offer(participant, request.getPublisherOffer());
        }
    }

    void resume(Participant participant, JoinRequest request) {
        if (request.hasSyncState()) {
            sync(participant, request.getSyncState());
        }
        var subscribing = participant.subscribing();
        if (subscribing != null) {
            subscribing.restart();
        } else if (request.hasPublisherOffer()) {
            offer(participant, request.getPublisherOffer());
        }
    }

    void handle(Participant participant, SignalRequest request) {
        switch (request.getMessageCase()) {
            case OFFER -> offer(participant, request.getOffer());
            case ANSWER -> answer(participant, request.getAnswer());
            case ADD_TRACK -> participant.intake().announce(request.getAddTrack());
            case MUTE -> mute(participant, request.getMute());
            case SUBSCRIPTION -> subscribe(participant, request.getSubscription());
            case TRACK_SETTING -> settings(participant, request.getTrackSetting());
            case SUBSCRIPTION_PERMISSION -> {
                participant.allowListeners(request.getSubscriptionPermission());
                room.renegotiate();
            }
            case SYNC_STATE -> sync(participant, request.getSyncState());
            case UPDATE_METADATA -> describe(participant, request.getUpdateMetadata());
            case UPDATE_AUDIO_TRACK -> features(participant, request.getUpdateAudioTrack());
            case LEAVE -> room.remove(participant, DisconnectReason.CLIENT_INITIATED);
            case PING -> participant.send(Signals.pong(nowMs()));
            case PING_REQ -> participant.send(Signals.pong(request.getPingReq().getTimestamp(), nowMs()));
            case PUBLISH_DATA_TRACK_REQUEST ->
                participant.send(
                        Signals.response(Signals.refusal(Reason.UNSUPPORTED_TYPE, "Data tracks are not available yet.")
                                .setPublishDataTrack(request.getPublishDataTrackRequest())));
            case UNPUBLISH_DATA_TRACK_REQUEST ->
                participant.send(Signals.response(Signals.refusal(Reason.NOT_FOUND, "There is no such data track.")
                        .setUnpublishDataTrack(request.getUnpublishDataTrackRequest())));
            case UPDATE_VIDEO_TRACK ->
                participant.send(Signals.response(Signals.refusal(Reason.NOT_FOUND, "There is no such video track.")
                        .setUpdateVideoTrack(request.getUpdateVideoTrack())));
            case SIMULATE -> simulate(participant, request.getSimulate());
            // A lite agent learns addresses from checks (RFC 8445 section 2.5); the rest is about video or data.
            case TRICKLE, UPDATE_LAYERS, UPDATE_DATA_SUBSCRIPTION, MESSAGE_NOT_SET -> {}
        }
    }

    private void offer(Participant participant, SessionDescription offer) {
        try {
            participant.publishing().offer(offer);
            if (participant.joined()) {
                room.announce(participant, null);
            }
        } catch (SdpException e) {
            refuse(participant, e);
        }
    }

    private void answer(Participant participant, SessionDescription answer) {
        var subscribing = participant.subscribing();
        if (subscribing != null) {
            try {
                subscribing.answer(answer);
                if (participant.joined()) {
                    room.announce(participant, null);
                }
            } catch (SdpException e) {
                refuse(participant, e);
            }
        }
    }

    /** A description that cannot be understood leaves both sides in different states: only a new start helps. */
    private void refuse(Participant participant, SdpException e) {
        LOG.warn("Room {}: {} sent an unusable description: {}", room.name(), participant.identity(), e.getMessage());
        room.remove(participant, DisconnectReason.STATE_MISMATCH);
    }

    private void mute(Participant participant, MuteTrackRequest request) {
        var track = participant.intake().track(request.getSid());
        if (track == null) {
            participant.intake().mutePending(request.getSid(), request.getMuted());
        } else {
            room.mute(participant, track, request.getMuted(), false);
        }
    }

    private void subscribe(Participant participant, UpdateSubscription update) {
        choose(participant, update.getTrackSidsList(), update.getSubscribe());
        for (ParticipantTracks tracks : update.getParticipantTracksList()) {
            choose(participant, tracks.getTrackSidsList(), update.getSubscribe());
        }
        room.negotiate(participant, participant.subscriptions().reconcile());
    }

    void choose(Participant participant, Collection<String> trackSids, boolean subscribe) {
        var known = room.tracks().stream().map(PublishedTrack::sid).toList();
        for (String trackSid : trackSids) {
            if (known.contains(trackSid)) {
                participant.subscriptions().choose(trackSid, subscribe);
            } else if (subscribe) {
                participant.send(Signals.subscriptionFailed(trackSid, SubscriptionError.SE_TRACK_NOTFOUND));
            }
        }
    }

    private void settings(Participant participant, UpdateTrackSettings settings) {
        settings.getTrackSidsList().forEach(sid -> participant.subscriptions().disable(sid, settings.getDisabled()));
    }

    /** What the client believed before it resumed: only its wishes about subscriptions are news. */
    private void sync(Participant participant, SyncState state) {
        var update = state.getSubscription();
        var known = room.tracks().stream().map(PublishedTrack::sid).toList();
        for (String trackSid : update.getTrackSidsList()) {
            if (known.contains(trackSid)) {
                participant.subscriptions().choose(trackSid, update.getSubscribe());
            }
        }
        state.getTrackSidsDisabledList()
                .forEach(sid -> participant.subscriptions().disable(sid, true));
        room.negotiate(participant, participant.subscriptions().reconcile());
    }

    private void describe(Participant participant, UpdateParticipantMetadata update) {
        var refusal = !participant.permission().getCanUpdateMetadata()
                ? Signals.refusal(Reason.NOT_ALLOWED, "The token does not allow changing one's own metadata.")
                : tooLong(participant, update)
                        ? Signals.refusal(Reason.LIMIT_EXCEEDED, "Name, metadata or attributes are too long.")
                        : Signals.refusal(Reason.OK, "");
        if (refusal.getReason() == Reason.OK) {
            if (!update.getMetadata().isEmpty()) {
                participant.describe(update.getMetadata());
            }
            if (!update.getName().isEmpty()) {
                participant.rename(update.getName());
            }
            participant.attribute(update.getAttributesMap());
            room.announce(participant, null);
        }
        participant.send(
                Signals.response(refusal.setRequestId(update.getRequestId()).setUpdateMetadata(update)));
    }

    private static boolean tooLong(Participant participant, UpdateParticipantMetadata update) {
        int attributes = update.getAttributesMap().entrySet().stream()
                .mapToInt(entry -> entry.getKey().length() + entry.getValue().length())
                .sum();
        return update.getMetadata().length() > MAX_METADATA_CHARS
                || update.getName().length() > MAX_NAME_CHARS
                || attributes + participant.attributeChars() > MAX_METADATA_CHARS;
    }

    private void features(Participant participant, UpdateLocalAudioTrack update) {
        var track = participant.intake().track(update.getTrackSid());
        if (track != null) {
            track.features(TrackIntake.known(update.getFeaturesList()));
            room.announce(participant, null);
        }
    }

    /** The scenarios that clients use to test themselves, as far as they make sense for one machine. */
    private void simulate(Participant participant, SimulateScenario scenario) {
        switch (scenario.getScenarioCase()) {
            case SERVER_LEAVE -> room.remove(participant, DisconnectReason.SERVER_SHUTDOWN);
            case NODE_FAILURE, LEAVE_REQUEST_FULL_RECONNECT ->
                participant.send(Signals.leave(DisconnectReason.UNKNOWN_REASON, LeaveRequest.Action.RECONNECT));
            case MIGRATION ->
                participant.send(Signals.leave(DisconnectReason.UNKNOWN_REASON, LeaveRequest.Action.RESUME));
            default -> {}
        }
    }

    private long nowMs() {
        return room.context().wallClock().now().toEpochMilli();
    }
}
