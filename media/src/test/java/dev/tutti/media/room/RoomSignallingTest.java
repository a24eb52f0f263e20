package dev.tutti.media.room;

import static dev.tutti.media.room.Said.answer;
import static dev.tutti.media.room.Said.publishedBy;
import static dev.tutti.media.room.Said.told;
import static dev.tutti.media.room.Said.tracks;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tutti.media.RoomClient;
import dev.tutti.media.TestMedia;
import dev.tutti.media.TestOffer;
import dev.tutti.media.sdp.SdpDirection;
import dev.tutti.media.sdp.SdpParser;
import dev.tutti.media.token.VideoGrants;
import java.util.List;
import livekit.LivekitModels.ParticipantInfo;
import livekit.LivekitModels.ParticipantPermission;
import livekit.LivekitModels.TrackInfo;
import livekit.LivekitModels.TrackSource;
import livekit.LivekitModels.TrackType;
import livekit.LivekitRtc.AddTrackRequest;
import livekit.LivekitRtc.MuteTrackRequest;
import livekit.LivekitRtc.RequestResponse.Reason;
import livekit.LivekitRtc.SessionDescription;
import livekit.LivekitRtc.SignalRequest;
import livekit.LivekitRtc.SignalResponse;
import livekit.LivekitRtc.SignalResponse.MessageCase;
import livekit.LivekitRtc.SubscriptionPermission;
import livekit.LivekitRtc.TrackPermission;
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
    void clientsAreToldBeforehandThatOnlySoundMayBePublished() throws Exception {
        var told = join("ann").next().getJoin().getParticipant().getPermission();
        assertThat(told.getCanPublish()).isTrue();
        assertThat(told.getCanPublishSourcesList())
                .contains(TrackSource.UNKNOWN, TrackSource.MICROPHONE, TrackSource.SCREEN_SHARE_AUDIO)
                .doesNotContain(TrackSource.CAMERA, TrackSource.SCREEN_SHARE);
        assertThat(toldWith(List.of("camera", "microphone")).getCanPublishSourcesList())
                .containsExactly(TrackSource.MICROPHONE);
        var onlyCamera = toldWith(List.of("camera"));
        assertThat(onlyCamera.getCanPublish()).isFalse();
        assertThat(onlyCamera.getCanPublishSourcesList()).isEmpty();
        assertThat(onlyCamera.getCanSubscribe()).isTrue();
    }

    private ParticipantPermission toldWith(List<String> sources) throws Exception {
        var grants = new VideoGrants(true, false, false, false, "hall", null, null, null, sources, false, false);
        return RoomClient.join(media.server(), media.token("ann", grants))
                .next()
                .getJoin()
                .getParticipant()
                .getPermission();
    }

    @Test
    void whatIsToldToAllIsEncodedOnce() {
        var message = new SignalMessage(Signals.pong(1));
        assertThat(message.bytes()).isEqualTo(Signals.pong(1).toByteArray());
        assertThat(message.bytes()).isSameAs(message.bytes());
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
    void trackWhoseSectionDisappearsMovesToAnother() throws Exception {
        var ann = join("ann");
        var bob = join("bob");
        String sid = ann.publish("mic", false);
        bob.offer(TestOffer.receiving(1));
        bob.expect(MessageCase.ANSWER, said -> said.getAnswer().getMidToTrackIdCount() == 1);
        bob.offer(new TestOffer().data("0").audio("other", "recvonly", null).sdp());
        assertThat(bob.expect(MessageCase.ANSWER).getAnswer().getMidToTrackIdMap())
                .containsExactly(java.util.Map.entry("other", sid));
    }

    @Test
    void twoAnnouncedTracksAreToldApartWhenOnlyOneIsNamedInTheOffer() throws Exception {
        var ann = join("ann");
        var bob = join("bob");
        ann.announce("first", false);
        ann.announce("second", false);
        ann.offer(new TestOffer()
                .data("0")
                .audio("1", "sendonly", "{unknown}")
                .audio("2", "sendonly", "first")
                .sdp());
        ann.expect(MessageCase.ANSWER);
        var published = tracks(
                bob.expect(MessageCase.UPDATE, update -> tracks(update, "ann").size() == 2), "ann");
        assertThat(published)
                .extracting(track -> track.getMid() + track.getCodecs(0).getCid())
                .containsExactlyInAnyOrder("1second", "2first");
    }
}
