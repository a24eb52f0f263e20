package dev.tutti.media.room;

import static dev.tutti.media.room.Said.answer;
import static dev.tutti.media.room.Said.told;
import static dev.tutti.media.room.Said.ufrag;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tutti.media.RoomClient;
import dev.tutti.media.TestMedia;
import dev.tutti.media.TestOffer;
import dev.tutti.media.token.VideoGrants;
import java.time.Duration;
import java.util.List;
import livekit.LivekitModels.DisconnectReason;
import livekit.LivekitModels.ParticipantInfo;
import livekit.LivekitRtc.LeaveRequest;
import livekit.LivekitRtc.RequestResponse.Reason;
import livekit.LivekitRtc.SignalRequest;
import livekit.LivekitRtc.SignalResponse;
import livekit.LivekitRtc.SignalResponse.MessageCase;
import livekit.LivekitRtc.UpdateParticipantMetadata;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Who stays, who comes back, who goes, and who is refused what. */
class RoomMembershipTest {
    private TestMedia media;

    @BeforeEach
    void start() throws Exception {
        media = new TestMedia();
    }

    @AfterEach
    void stop() {
        media.close();
    }

    private RoomClient join(String identity) throws Exception {
        return RoomClient.join(media.server(), media.token(identity, "hall"));
    }

    @Test
    void oldConnectionOfAnIdentityIsSentAwayBeforeTheNewOneIsAnnounced() throws Exception {
        var watcher = join("watcher");
        var old = join("ann");
        String oldSid = old.expect(MessageCase.JOIN).getJoin().getParticipant().getSid();
        var ann = join("ann");
        var leave = old.expect(MessageCase.LEAVE).getLeave();
        assertThat(leave.getReason()).isEqualTo(DisconnectReason.DUPLICATE_IDENTITY);
        assertThat(leave.getAction()).isEqualTo(LeaveRequest.Action.DISCONNECT);
        assertThat(old.closing()).isNotEmpty();
        String newSid = ann.expect(MessageCase.JOIN).getJoin().getParticipant().getSid();
        var gone =
                watcher.expect(MessageCase.UPDATE, update -> told(update, "ann", ParticipantInfo.State.DISCONNECTED));
        assertThat(gone.getUpdate().getParticipants(0).getSid()).isEqualTo(oldSid);
        var come = watcher.expect(MessageCase.UPDATE, update -> told(update, "ann", ParticipantInfo.State.JOINING));
        assertThat(come.getUpdate().getParticipants(0).getSid()).isEqualTo(newSid);
    }

    @Test
    void resumeBeginsWithReconnectAndKeepsTheParticipant() throws Exception {
        var ann = join("ann");
        String sid = ann.expect(MessageCase.JOIN).getJoin().getParticipant().getSid();
        String track = ann.publish("mic", false);
        ann.drop();
        var again = resume("ann", sid);
        assertThat(again.next().hasReconnect()).isTrue();
        var self = again.expect(MessageCase.UPDATE).getUpdate().getParticipants(0);
        assertThat(self.getSid()).isEqualTo(sid);
        assertThat(self.getTracks(0).getSid()).isEqualTo(track);
    }

    @Test
    void restartOfIceIsAnsweredWithNewCredentials() throws Exception {
        var ann = join("ann");
        ann.offer(new TestOffer("uf01").data("0").sdp());
        String first = ufrag(ann);
        ann.offer(new TestOffer("uf01").data("0").sdp());
        assertThat(ufrag(ann)).isEqualTo(first);
        ann.offer(new TestOffer("uf02").data("0").sdp());
        assertThat(ufrag(ann)).isNotEqualTo(first);
    }

    @Test
    void resumingOlderClientIsOfferedNewCredentials() throws Exception {
        var bob = RoomClient.connect(media.server(), "/rtc", media.token("bob", "hall"), java.util.Map.of());
        String sid = bob.expect(MessageCase.JOIN).getJoin().getParticipant().getSid();
        var offer = bob.expect(MessageCase.OFFER).getOffer();
        answer(bob, offer.getId(), new TestOffer("bobs").data("0").sdp());
        bob.saidUntilPong();
        bob.drop();
        var again = RoomClient.connect(
                media.server(), "/rtc", media.token("bob", "hall"), java.util.Map.of("reconnect", "1", "sid", sid));
        assertThat(again.next().hasReconnect()).isTrue();
        var restart = again.expect(MessageCase.OFFER).getOffer();
        assertThat(ufrag(restart)).isNotEqualTo(ufrag(offer));
        assertThat(restart.getId()).isGreaterThan(offer.getId());
    }

    @Test
    void resumeOfSomebodyUnknownHasToStartAnew() throws Exception {
        join("ann").expect(MessageCase.JOIN);
        var stranger = resume("bob", "PA_nobody");
        var leave = stranger.next().getLeave();
        assertThat(leave.getAction()).isEqualTo(LeaveRequest.Action.RECONNECT);
        assertThat(leave.getReason()).isEqualTo(DisconnectReason.STATE_MISMATCH);
        assertThat(stranger.closing()).isNotEmpty();
    }

    @Test
    void lostConnectionIsKeptForAWhileAndThenForgotten() throws Exception {
        var bob = join("bob");
        var ann = join("ann");
        ann.expect(MessageCase.JOIN);
        ann.drop();
        bob.saidUntilPong();
        media.pass(Duration.ofSeconds(14));
        assertThat(bob.saidUntilPong()).noneMatch(update -> told(update, "ann", ParticipantInfo.State.DISCONNECTED));
        media.pass(Duration.ofSeconds(2));
        bob.expect(MessageCase.UPDATE, update -> told(update, "ann", ParticipantInfo.State.DISCONNECTED));
    }

    @Test
    void everybodyIsAskedToComeBackWhenTheHubStops() throws Exception {
        var ann = join("ann");
        ann.expect(MessageCase.JOIN);
        media.server().close();
        var leave = ann.expect(MessageCase.LEAVE).getLeave();
        assertThat(leave.getReason()).isEqualTo(DisconnectReason.SERVER_SHUTDOWN);
        assertThat(leave.getAction()).isEqualTo(LeaveRequest.Action.RECONNECT);
        assertThat(leave.getCanReconnect()).isTrue();
    }

    @Test
    void leavingIsImmediate() throws Exception {
        var bob = join("bob");
        var ann = join("ann");
        ann.say(SignalRequest.newBuilder().setLeave(LeaveRequest.getDefaultInstance()));
        bob.expect(MessageCase.UPDATE, update -> told(update, "ann", ParticipantInfo.State.DISCONNECTED));
        assertThat(ann.closing()).isNotEmpty();
    }

    @Test
    void ownMetadataMayBeChangedOnlyWithTheRightTo() throws Exception {
        var change = SignalRequest.newBuilder()
                .setUpdateMetadata(UpdateParticipantMetadata.newBuilder()
                        .setRequestId(9)
                        .setMetadata("hello")
                        .putAttributes("seat", "4"));
        var ann = join("ann");
        ann.say(change);
        var refusal = ann.expect(MessageCase.REQUEST_RESPONSE).getRequestResponse();
        assertThat(refusal.getReason()).isEqualTo(Reason.NOT_ALLOWED);
        assertThat(refusal.getRequestId()).isEqualTo(9);

        var grants = new VideoGrants(true, false, false, false, "hall", null, null, null, List.of(), true, false);
        var bob = RoomClient.join(media.server(), media.token("bob", grants));
        bob.say(change);
        assertThat(bob.expect(MessageCase.REQUEST_RESPONSE).getRequestResponse().getReason())
                .isEqualTo(Reason.OK);
        ann.expect(
                MessageCase.UPDATE,
                update -> update.getUpdate().getParticipantsList().stream()
                        .anyMatch(info -> info.getMetadata().equals("hello")
                                && info.getAttributesOrDefault("seat", "").equals("4")));
    }

    @Test
    void pingsAreAnsweredInBothSpellings() throws Exception {
        var ann = join("ann");
        ann.say(SignalRequest.newBuilder().setPing(5));
        assertThat(ann.expect(MessageCase.PONG).getPong()).isPositive();
        ann.say(SignalRequest.newBuilder()
                .setPingReq(livekit.LivekitRtc.Ping.newBuilder().setTimestamp(77)));
        assertThat(ann.expect(MessageCase.PONG_RESP).getPongResp().getLastPingTimestamp())
                .isEqualTo(77);
    }

    @Test
    void hiddenParticipantIsSeenByNobody() throws Exception {
        var ann = join("ann");
        var grants = new VideoGrants(true, false, false, false, "hall", null, null, null, List.of(), false, true);
        var ghost = RoomClient.join(media.server(), media.token("ghost", grants));
        ghost.expect(MessageCase.JOIN);
        var bob = join("bob");
        assertThat(bob.expect(MessageCase.JOIN).getJoin().getOtherParticipantsList())
                .extracting(ParticipantInfo::getIdentity)
                .containsExactly("ann");
        ghost.drop();
        media.pass(Duration.ofSeconds(20));
        assertThat(ann.saidUntilPong())
                .noneMatch(said -> said.getUpdate().getParticipantsList().stream()
                        .anyMatch(info -> info.getIdentity().equals("ghost")));
    }

    @Test
    void everyRequestMayBeEmpty() throws Exception {
        var ann = join("ann");
        ann.expect(MessageCase.JOIN);
        for (var field : SignalRequest.getDescriptor().getFields()) {
            if (!field.getName().equals("leave")
                    && field.getJavaType() == com.google.protobuf.Descriptors.FieldDescriptor.JavaType.MESSAGE
                    && !field.getName().equals("offer")) {
                var request = SignalRequest.newBuilder();
                request.setField(field, request.newBuilderForField(field).build());
                ann.say(request);
            }
        }
        ann.say(SignalRequest.newBuilder());
        assertThat(ann.saidUntilPong()).noneMatch(SignalResponse::hasLeave);
    }

    @Test
    void unusableOfferEndsTheParticipant() throws Exception {
        var ann = join("ann");
        ann.offer("not a description");
        assertThat(ann.expect(MessageCase.LEAVE).getLeave().getReason()).isEqualTo(DisconnectReason.STATE_MISMATCH);
    }

    @Test
    void tooManyMessagesEndTheConnection() throws Exception {
        var ann = join("ann");
        ann.expect(MessageCase.JOIN);
        for (int i = 0; i < 3000; i++) {
            ann.say(SignalRequest.newBuilder());
        }
        assertThat(ann.closing()).isEqualTo("too many messages");
    }

    @Test
    void silentConnectionIsClosedSoThatItsClientResumes() throws Exception {
        var bob = join("bob");
        var ann = join("ann");
        String sid = ann.expect(MessageCase.JOIN).getJoin().getParticipant().getSid();
        media.pass(Duration.ofSeconds(40));
        bob.saidUntilPong();
        media.pass(Duration.ofSeconds(10));
        assertThat(ann.closing()).isEqualTo("nothing was heard");
        assertThat(resume("ann", sid).next().hasReconnect()).isTrue();
        assertThat(bob.saidUntilPong()).noneMatch(update -> told(update, "ann", ParticipantInfo.State.DISCONNECTED));
    }

    @Test
    void joinRequestMayDescribeItsSenderOnlyWithTheRightTo() throws Exception {
        var request = RoomClient.subscribing()
                .setMetadata("self-made")
                .putParticipantAttributes("seat", "4")
                .build();
        var plain = RoomClient.connect(media.server(), media.token("ann", "hall"), request);
        assertThat(plain.expect(MessageCase.JOIN).getJoin().getParticipant().getMetadata())
                .isEmpty();
        var grants = new VideoGrants(true, false, false, false, "hall", null, null, null, List.of(), true, false);
        var allowed = RoomClient.connect(media.server(), media.token("bob", grants), request);
        var bob = allowed.expect(MessageCase.JOIN).getJoin().getParticipant();
        assertThat(bob.getMetadata()).isEqualTo("self-made");
        assertThat(bob.getAttributesMap()).containsEntry("seat", "4");
    }

    private RoomClient resume(String identity, String sid) throws Exception {
        return RoomClient.connect(
                media.server(),
                media.token(identity, "hall"),
                RoomClient.subscribing()
                        .setReconnect(true)
                        .setParticipantSid(sid)
                        .build());
    }
}
