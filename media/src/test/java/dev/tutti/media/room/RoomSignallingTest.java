package dev.tutti.media.room;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tutti.media.RoomClient;
import dev.tutti.media.TestMedia;
import dev.tutti.media.TestOffer;
import dev.tutti.media.sdp.SdpDirection;
import dev.tutti.media.sdp.SdpParser;
import dev.tutti.media.token.VideoGrants;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import livekit.LivekitModels.DisconnectReason;
import livekit.LivekitModels.ParticipantInfo;
import livekit.LivekitModels.TrackInfo;
import livekit.LivekitModels.TrackSource;
import livekit.LivekitModels.TrackType;
import livekit.LivekitRtc.AddTrackRequest;
import livekit.LivekitRtc.LeaveRequest;
import livekit.LivekitRtc.MuteTrackRequest;
import livekit.LivekitRtc.RequestResponse.Reason;
import livekit.LivekitRtc.SessionDescription;
import livekit.LivekitRtc.SignalRequest;
import livekit.LivekitRtc.SignalResponse;
import livekit.LivekitRtc.SignalResponse.MessageCase;
import livekit.LivekitRtc.SubscriptionPermission;
import livekit.LivekitRtc.TrackPermission;
import livekit.LivekitRtc.UpdateParticipantMetadata;
import livekit.LivekitRtc.UpdateSubscription;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RoomSignallingTest {
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
    void joinIsAnsweredWithTheRoomOneselfAndTheOthers() throws Exception {
        join("ann").expect(MessageCase.JOIN);
        var answer = join("bob").next().getJoin();
        assertThat(answer.getRoom().getName()).isEqualTo("hall");
        assertThat(answer.getRoom().getSid()).startsWith("RM_");
        assertThat(answer.getParticipant().getIdentity()).isEqualTo("bob");
        assertThat(answer.getParticipant().getName()).isEqualTo("BOB");
        assertThat(answer.getParticipant().getSid()).startsWith("PA_");
        assertThat(answer.getParticipant().getPermission().getCanPublish()).isTrue();
        assertThat(answer.getOtherParticipantsList())
                .extracting(ParticipantInfo::getIdentity)
                .containsExactly("ann");
        assertThat(answer.getSubscriberPrimary()).isFalse();
        assertThat(answer.getPingInterval()).isPositive();
        assertThat(answer.getPingTimeout()).isGreaterThan(answer.getPingInterval());
        assertThat(answer.getIceServersList()).isEmpty();
    }

    @Test
    void othersAreToldOfANewcomer() throws Exception {
        var ann = join("ann");
        ann.expect(MessageCase.JOIN);
        join("bob").expect(MessageCase.JOIN);
        ann.expect(MessageCase.UPDATE, update -> told(update, "bob", ParticipantInfo.State.JOINING));
    }

    @Test
    void offerInsideTheJoinRequestIsAnsweredAfterTheJoin() throws Exception {
        var request = RoomClient.subscribing()
                .setPublisherOffer(SessionDescription.newBuilder()
                        .setType("offer")
                        .setId(7)
                        .setSdp(TestOffer.receiving(2)))
                .build();
        var ann = RoomClient.connect(media.server(), media.token("ann", "hall"), request);
        assertThat(ann.next().hasJoin()).isTrue();
        var answer = ann.expect(MessageCase.ANSWER).getAnswer();
        assertThat(answer.getId()).isEqualTo(7);
        assertThat(SdpParser.parse(answer.getSdp()).sections()).hasSize(3);
    }

    @Test
    void announcedTrackIsPublishedByTheOfferThatCarriesIt() throws Exception {
        var ann = join("ann");
        var bob = join("bob");
        String sid = ann.publish("cid-1", false);
        assertThat(sid).startsWith("TR_");
        var track = publishedBy(bob, "ann");
        assertThat(track.getSid()).isEqualTo(sid);
        assertThat(track.getMimeType()).isEqualTo("audio/red");
        assertThat(track.getSource()).isEqualTo(TrackSource.MICROPHONE);
        assertThat(track.getMid()).isEqualTo("1");
    }

    @Test
    void firefoxPublishesUnderAnotherTrackIdThanItAnnounced() throws Exception {
        var ann = join("ann");
        var bob = join("bob");
        ann.announce("announced", false);
        ann.offer(TestOffer.sending("{something-else}"));
        ann.expect(MessageCase.ANSWER);
        assertThat(publishedBy(bob, "ann").getCodecs(0).getCid()).isEqualTo("announced");
    }

    @Test
    void sendingWithoutAnnouncingIsAnsweredInactive() throws Exception {
        var ann = join("ann");
        ann.offer(TestOffer.sending("nobody-knows"));
        var answer = SdpParser.parse(ann.expect(MessageCase.ANSWER).getAnswer().getSdp());
        assertThat(answer.sections().get(1).direction()).isEqualTo(SdpDirection.INACTIVE);
    }

    @Test
    void listenerIsAskedForSectionsAndFindsTheTrackInTheNextAnswer() throws Exception {
        var ann = join("ann");
        var bob = join("bob");
        bob.offer(TestOffer.receiving(0));
        bob.expect(MessageCase.ANSWER);
        String sid = ann.publish("mic", false);
        assertThat(bob.expect(MessageCase.MEDIA_SECTIONS_REQUIREMENT)
                        .getMediaSectionsRequirement()
                        .getNumAudios())
                .isEqualTo(1);
        bob.offer(TestOffer.receiving(1));
        var answer = bob.expect(MessageCase.ANSWER).getAnswer();
        assertThat(answer.getMidToTrackIdMap()).containsEntry("r0", sid).hasSize(1);
        var section = SdpParser.parse(answer.getSdp()).sections().get(1);
        assertThat(section.direction()).isEqualTo(SdpDirection.SENDONLY);
        assertThat(section.msidTrack()).isEqualTo(sid);
        assertThat(section.ssrc()).isPositive();
        ann.expect(
                MessageCase.TRACK_SUBSCRIBED,
                said -> said.getTrackSubscribed().getTrackSid().equals(sid));
    }

    @Test
    void freedSectionIsInactiveOnceBeforeTheNextTrackGetsIt() throws Exception {
        var ann = join("ann");
        var bob = join("bob");
        ann.publish("mic", false);
        bob.offer(TestOffer.receiving(1));
        bob.expect(MessageCase.ANSWER, said -> said.getAnswer().getMidToTrackIdCount() == 1);
        ann.offer(new TestOffer().data("0").audio("1", "inactive", null).sdp());
        assertThat(bob.expect(MessageCase.MEDIA_SECTIONS_REQUIREMENT)
                        .getMediaSectionsRequirement()
                        .getNumAudios())
                .isZero();
        ann.announce("mic2", false);
        ann.offer(new TestOffer()
                .data("0")
                .audio("1", "inactive", null)
                .audio("2", "sendonly", "mic2")
                .sdp());
        ann.expect(MessageCase.ANSWER, said -> said.getAnswer().getId() == 3);
        bob.offer(TestOffer.receiving(1));
        var first = bob.expect(MessageCase.ANSWER).getAnswer();
        assertThat(SdpParser.parse(first.getSdp()).sections().get(1).direction())
                .isEqualTo(SdpDirection.INACTIVE);
        bob.expect(MessageCase.MEDIA_SECTIONS_REQUIREMENT);
        bob.offer(TestOffer.receiving(1));
        var second = bob.expect(MessageCase.ANSWER).getAnswer();
        assertThat(SdpParser.parse(second.getSdp()).sections().get(1).direction())
                .isEqualTo(SdpDirection.SENDONLY);
    }

    @Test
    void olderClientIsOfferedItsDataSectionAndOneOfferAtATime() throws Exception {
        var bob = RoomClient.connect(
                media.server(), "/rtc", media.token("bob", "hall"), java.util.Map.of("protocol", "15"));
        assertThat(bob.expect(MessageCase.JOIN).getJoin().getSubscriberPrimary())
                .isTrue();
        var offer = bob.expect(MessageCase.OFFER).getOffer();
        assertThat(SdpParser.parse(offer.getSdp()).sections().getFirst().kind()).isEqualTo("application");
        var ann = join("ann");
        String sid = ann.publish("mic", false);
        publishedBy(bob, "ann");
        assertThat(bob.saidUntilPong()).noneMatch(SignalResponse::hasOffer);
        answer(bob, offer.getId(), new TestOffer("bobs").data("0").sdp());
        var second = bob.expect(MessageCase.OFFER).getOffer();
        assertThat(second.getId()).isGreaterThan(offer.getId());
        assertThat(second.getMidToTrackIdMap()).containsEntry("1", sid);
        answer(
                bob,
                second.getId(),
                new TestOffer("bobs").data("0").audio("1", "recvonly", null).sdp());
        ann.expect(MessageCase.TRACK_SUBSCRIBED);
    }

    @Test
    void answerToAnOfferThatWasNotMadeIsIgnored() throws Exception {
        var bob = RoomClient.connect(media.server(), "/rtc", media.token("bob", "hall"), java.util.Map.of());
        var offer = bob.expect(MessageCase.OFFER).getOffer();
        answer(bob, offer.getId() + 5, "nonsense");
        answer(bob, offer.getId(), new TestOffer("bobs").data("0").sdp());
        answer(bob, offer.getId(), "nonsense");
        assertThat(bob.saidUntilPong()).noneMatch(SignalResponse::hasLeave);
    }

    @Test
    void muteIsToldToEverybody() throws Exception {
        var ann = join("ann");
        var bob = join("bob");
        String sid = ann.publish("mic", false);
        assertThat(publishedBy(bob, "ann").getMuted()).isFalse();
        ann.say(SignalRequest.newBuilder()
                .setMute(MuteTrackRequest.newBuilder().setSid(sid).setMuted(true)));
        bob.expect(MessageCase.UPDATE, update -> tracks(update, "ann").stream().anyMatch(TrackInfo::getMuted));
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
    void leavingIsImmediate() throws Exception {
        var bob = join("bob");
        var ann = join("ann");
        ann.say(SignalRequest.newBuilder().setLeave(LeaveRequest.getDefaultInstance()));
        bob.expect(MessageCase.UPDATE, update -> told(update, "ann", ParticipantInfo.State.DISCONNECTED));
        assertThat(ann.closing()).isNotEmpty();
    }

    @Test
    void trackIsRefusedWithoutTheRightToPublishIt() throws Exception {
        var ann = RoomClient.join(
                media.server(), media.token("ann", VideoGrants.join("hall").limitedTo(false, true)));
        ann.announce("mic", false);
        var refusal = ann.expect(MessageCase.REQUEST_RESPONSE).getRequestResponse();
        assertThat(refusal.getReason()).isEqualTo(Reason.NOT_ALLOWED);
        assertThat(refusal.getAddTrack().getCid()).isEqualTo("mic");
    }

    @Test
    void videoIsRefusedForNow() throws Exception {
        var ann = join("ann");
        ann.say(SignalRequest.newBuilder()
                .setAddTrack(AddTrackRequest.newBuilder().setCid("cam").setType(TrackType.VIDEO)));
        assertThat(ann.expect(MessageCase.REQUEST_RESPONSE).getRequestResponse().getReason())
                .isEqualTo(Reason.UNSUPPORTED_TYPE);
    }

    @Test
    void tooManyTracksAreRefused() throws Exception {
        var ann = join("ann");
        for (int i = 0; i <= TrackIntake.MAX_TRACKS; i++) {
            ann.announce("mic" + i, false);
        }
        assertThat(ann.expect(MessageCase.REQUEST_RESPONSE).getRequestResponse().getReason())
                .isEqualTo(Reason.LIMIT_EXCEEDED);
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
    void unsubscribedTrackIsNotOfferedAnyMore() throws Exception {
        var ann = join("ann");
        var bob = join("bob");
        String sid = ann.publish("mic", false);
        bob.offer(TestOffer.receiving(1));
        bob.expect(MessageCase.ANSWER, said -> said.getAnswer().getMidToTrackIdCount() == 1);
        bob.say(SignalRequest.newBuilder()
                .setSubscription(UpdateSubscription.newBuilder().addTrackSids(sid)));
        bob.expect(MessageCase.MEDIA_SECTIONS_REQUIREMENT);
        bob.offer(TestOffer.receiving(1));
        assertThat(bob.expect(MessageCase.ANSWER).getAnswer().getMidToTrackIdMap())
                .isEmpty();
    }

    @Test
    void publisherDecidesWhoMayListen() throws Exception {
        var ann = join("ann");
        var bob = join("bob");
        var eve = join("eve");
        ann.say(SignalRequest.newBuilder()
                .setSubscriptionPermission(SubscriptionPermission.newBuilder()
                        .addTrackPermissions(TrackPermission.newBuilder()
                                .setParticipantIdentity("bob")
                                .setAllTracks(true))));
        String sid = ann.publish("mic", false);
        var forbidden = eve.expect(MessageCase.SUBSCRIPTION_PERMISSION_UPDATE).getSubscriptionPermissionUpdate();
        assertThat(forbidden.getTrackSid()).isEqualTo(sid);
        assertThat(forbidden.getAllowed()).isFalse();
        eve.offer(TestOffer.receiving(1));
        assertThat(eve.expect(MessageCase.ANSWER).getAnswer().getMidToTrackIdMap())
                .isEmpty();
        bob.offer(TestOffer.receiving(1));
        assertThat(bob.expect(MessageCase.ANSWER).getAnswer().getMidToTrackIdMap())
                .hasSize(1);
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

    private RoomClient resume(String identity, String sid) throws Exception {
        return RoomClient.connect(
                media.server(),
                media.token(identity, "hall"),
                RoomClient.subscribing()
                        .setReconnect(true)
                        .setParticipantSid(sid)
                        .build());
    }

    private static void answer(RoomClient client, int id, String sdp) {
        client.say(SignalRequest.newBuilder()
                .setAnswer(SessionDescription.newBuilder()
                        .setType("answer")
                        .setId(id)
                        .setSdp(sdp.replace("actpass", "active"))));
    }

    private static String ufrag(RoomClient client) throws Exception {
        return ufrag(client.expect(MessageCase.ANSWER).getAnswer());
    }

    private static String ufrag(SessionDescription description) throws Exception {
        return Objects.requireNonNull(SdpParser.parse(description.getSdp()).ice())
                .ufrag();
    }

    private static boolean told(SignalResponse said, String identity, ParticipantInfo.State state) {
        return said.getUpdate().getParticipantsList().stream()
                .anyMatch(info -> info.getIdentity().equals(identity) && info.getState() == state);
    }

    private static List<TrackInfo> tracks(SignalResponse said, String identity) {
        return said.getUpdate().getParticipantsList().stream()
                .filter(info -> info.getIdentity().equals(identity))
                .flatMap(info -> info.getTracksList().stream())
                .toList();
    }

    private static TrackInfo publishedBy(RoomClient watcher, String identity) {
        return tracks(
                        watcher.expect(
                                MessageCase.UPDATE,
                                update -> !tracks(update, identity).isEmpty()),
                        identity)
                .getFirst();
    }
}
