package dev.tutti.media.room;

import java.util.Collection;
import java.util.List;
import livekit.LivekitModels;
import livekit.LivekitModels.DisconnectReason;
import livekit.LivekitModels.ParticipantInfo;
import livekit.LivekitModels.SpeakerInfo;
import livekit.LivekitModels.TrackInfo;
import livekit.LivekitRtc.LeaveRequest;
import livekit.LivekitRtc.MediaSectionsRequirement;
import livekit.LivekitRtc.MuteTrackRequest;
import livekit.LivekitRtc.ParticipantUpdate;
import livekit.LivekitRtc.Pong;
import livekit.LivekitRtc.RequestResponse;
import livekit.LivekitRtc.RoomUpdate;
import livekit.LivekitRtc.SessionDescription;
import livekit.LivekitRtc.SignalResponse;
import livekit.LivekitRtc.SpeakersChanged;
import livekit.LivekitRtc.SubscriptionPermissionUpdate;
import livekit.LivekitRtc.SubscriptionResponse;
import livekit.LivekitRtc.TrackPublishedResponse;
import livekit.LivekitRtc.TrackSubscribed;
import livekit.LivekitRtc.TrackUnpublishedResponse;

/** The messages a room says, each in its envelope. */
final class Signals {
    private Signals() {}

    /** Whoever did not choose to go, and was not sent away, is asked to come back. */
    static LeaveRequest.Action actionAfter(DisconnectReason reason) {
        return switch (reason) {
            case MEDIA_FAILURE, CONNECTION_TIMEOUT, SERVER_SHUTDOWN -> LeaveRequest.Action.RECONNECT;
            default -> LeaveRequest.Action.DISCONNECT;
        };
    }

    static SignalResponse leave(DisconnectReason reason, LeaveRequest.Action action) {
        return SignalResponse.newBuilder()
                .setLeave(LeaveRequest.newBuilder()
                        .setReason(reason)
                        .setAction(action)
                        .setCanReconnect(action == LeaveRequest.Action.RECONNECT))
                .build();
    }

    static SignalResponse participants(Collection<ParticipantInfo> participants) {
        return SignalResponse.newBuilder()
                .setUpdate(ParticipantUpdate.newBuilder().addAllParticipants(participants))
                .build();
    }

    static SignalResponse answer(SessionDescription answer) {
        return SignalResponse.newBuilder().setAnswer(answer).build();
    }

    static SignalResponse offer(SessionDescription offer) {
        return SignalResponse.newBuilder().setOffer(offer).build();
    }

    static SignalResponse trackPublished(String cid, TrackInfo track) {
        return SignalResponse.newBuilder()
                .setTrackPublished(
                        TrackPublishedResponse.newBuilder().setCid(cid).setTrack(track))
                .build();
    }

    static SignalResponse trackUnpublished(String trackSid) {
        return SignalResponse.newBuilder()
                .setTrackUnpublished(TrackUnpublishedResponse.newBuilder().setTrackSid(trackSid))
                .build();
    }

    static SignalResponse trackSubscribed(String trackSid) {
        return SignalResponse.newBuilder()
                .setTrackSubscribed(TrackSubscribed.newBuilder().setTrackSid(trackSid))
                .build();
    }

    static SignalResponse mute(String trackSid, boolean muted) {
        return SignalResponse.newBuilder()
                .setMute(MuteTrackRequest.newBuilder().setSid(trackSid).setMuted(muted))
                .build();
    }

    static SignalResponse sections(int audios) {
        return SignalResponse.newBuilder()
                .setMediaSectionsRequirement(
                        MediaSectionsRequirement.newBuilder().setNumAudios(audios))
                .build();
    }

    static SignalResponse room(LivekitModels.Room room) {
        return SignalResponse.newBuilder()
                .setRoomUpdate(RoomUpdate.newBuilder().setRoom(room))
                .build();
    }

    static SignalResponse speakers(List<SpeakerInfo> speakers) {
        return SignalResponse.newBuilder()
                .setSpeakersChanged(SpeakersChanged.newBuilder().addAllSpeakers(speakers))
                .build();
    }

    static SignalResponse subscriptionAllowed(String publisherSid, String trackSid, boolean allowed) {
        return SignalResponse.newBuilder()
                .setSubscriptionPermissionUpdate(SubscriptionPermissionUpdate.newBuilder()
                        .setParticipantSid(publisherSid)
                        .setTrackSid(trackSid)
                        .setAllowed(allowed))
                .build();
    }

    static SignalResponse subscriptionFailed(String trackSid, LivekitModels.SubscriptionError error) {
        return SignalResponse.newBuilder()
                .setSubscriptionResponse(
                        SubscriptionResponse.newBuilder().setTrackSid(trackSid).setErr(error))
                .build();
    }

    static SignalResponse pong(long timestamp) {
        return SignalResponse.newBuilder().setPong(timestamp).build();
    }

    static SignalResponse pong(long timestamp, long nowMs) {
        return SignalResponse.newBuilder()
                .setPongResp(Pong.newBuilder().setLastPingTimestamp(timestamp).setTimestamp(nowMs))
                .build();
    }

    static SignalResponse refreshToken(String jwt) {
        return SignalResponse.newBuilder().setRefreshToken(jwt).build();
    }

    static RequestResponse.Builder refusal(RequestResponse.Reason reason, String message) {
        return RequestResponse.newBuilder().setReason(reason).setMessage(message);
    }

    static SignalResponse response(RequestResponse.Builder response) {
        return SignalResponse.newBuilder().setRequestResponse(response).build();
    }
}
