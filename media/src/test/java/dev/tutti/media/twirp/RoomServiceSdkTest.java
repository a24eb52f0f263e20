package dev.tutti.media.twirp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import dev.tutti.media.LiveKitFront;
import dev.tutti.media.RoomClient;
import dev.tutti.media.TestMedia;
import dev.tutti.media.signal.SignalRefused;
import io.livekit.server.RoomServiceClient;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import livekit.LivekitModels.DataPacket;
import livekit.LivekitModels.DisconnectReason;
import livekit.LivekitModels.ParticipantInfo;
import livekit.LivekitModels.ParticipantPermission;
import livekit.LivekitModels.Room;
import livekit.LivekitModels.TrackInfo;
import livekit.LivekitRtc.SignalResponse.MessageCase;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import retrofit2.Call;
import retrofit2.Response;

/** LiveKit's own server SDK for Java, over HTTP, against a running media server. */
class RoomServiceSdkTest {
    private TestMedia media;
    private LiveKitFront front;
    private RoomServiceClient sdk;

    @BeforeEach
    void start() throws Exception {
        media = new TestMedia();
        front = LiveKitFront.before(media);
        sdk = RoomServiceClient.createClient(front.url(), LiveKitFront.KEY, LiveKitFront.SECRET);
    }

    @AfterEach
    void stop() {
        front.close();
        media.close();
    }

    @Test
    void roomsAreCreatedListedAndDeleted() throws IOException {
        var made = done(sdk.createRoom("hall", 60, 5, null, "some metadata"));
        assertThat(made.getName()).isEqualTo("hall");
        assertThat(made.getSid()).startsWith("RM_");
        assertThat(made.getEmptyTimeout()).isEqualTo(60);
        assertThat(made.getMaxParticipants()).isEqualTo(5);
        assertThat(made.getMetadata()).isEqualTo("some metadata");
        assertThat(done(sdk.createRoom("hall")).getSid()).isEqualTo(made.getSid());
        done(sdk.createRoom("yard"));
        assertThat(done(sdk.listRooms())).extracting(Room::getName).containsExactlyInAnyOrder("hall", "yard");
        assertThat(done(sdk.listRooms(List.of("yard", "nowhere"))))
                .extracting(Room::getName)
                .containsExactly("yard");
        happens(sdk.deleteRoom("hall"));
        assertThat(done(sdk.listRooms())).extracting(Room::getName).containsExactly("yard");
        assertRefused(sdk.deleteRoom("hall"), 404, "not_found");
    }

    @Test
    void deletedRoomSendsEverybodyAway() throws Exception {
        var ann = join("ann");
        happens(sdk.deleteRoom("hall"));
        assertThat(ann.expect(MessageCase.LEAVE).getLeave().getReason()).isEqualTo(DisconnectReason.ROOM_DELETED);
    }

    @Test
    void fullRoomTakesNobodyElse() throws Exception {
        done(sdk.createRoom("hall", null, 1));
        join("ann").expect(MessageCase.JOIN);
        assertThatThrownBy(() -> join("bob"))
                .isInstanceOfSatisfying(
                        SignalRefused.class, e -> assertThat(e.httpStatus()).isEqualTo(403));
        join("ann").expect(MessageCase.JOIN);
    }

    @Test
    void participantsAreListedFoundAndRemoved() throws Exception {
        var ann = join("ann");
        join("bob").expect(MessageCase.JOIN);
        assertThat(done(sdk.listParticipants("hall")))
                .extracting(ParticipantInfo::getIdentity)
                .containsExactly("ann", "bob");
        assertThat(done(sdk.getParticipant("hall", "ann")).getName()).isEqualTo("ANN");
        assertRefused(sdk.getParticipant("hall", "eve"), 404, "not_found");
        assertThat(done(sdk.listParticipants("nowhere"))).isEmpty();
        happens(sdk.removeParticipant("hall", "ann"));
        assertThat(ann.expect(MessageCase.LEAVE).getLeave().getReason())
                .isEqualTo(DisconnectReason.PARTICIPANT_REMOVED);
        assertThat(done(sdk.listParticipants("hall")))
                .extracting(ParticipantInfo::getIdentity)
                .containsExactly("bob");
        assertRefused(sdk.removeParticipant("hall", "ann"), 404, "not_found");
    }

    @Test
    void trackIsMutedButNeverUnmutedFromAfar() throws Exception {
        var ann = join("ann");
        var bob = join("bob");
        String sid = ann.publish("mic", false);
        assertThat(done(sdk.mutePublishedTrack("hall", "ann", sid, true)).getMuted())
                .isTrue();
        var mute = ann.expect(MessageCase.MUTE).getMute();
        assertThat(mute.getSid()).isEqualTo(sid);
        assertThat(mute.getMuted()).isTrue();
        bob.expect(
                MessageCase.UPDATE,
                update -> update.getUpdate().getParticipantsList().stream()
                        .flatMap(info -> info.getTracksList().stream())
                        .anyMatch(TrackInfo::getMuted));
        assertRefused(sdk.mutePublishedTrack("hall", "ann", sid, false), 412, "failed_precondition");
        assertRefused(sdk.mutePublishedTrack("hall", "ann", "TR_none", true), 404, "not_found");
    }

    @Test
    void participantIsUpdatedAndTold() throws Exception {
        var ann = join("ann");
        ann.expect(MessageCase.JOIN);
        String sid = ann.publish("mic", false);
        var listenOnly =
                ParticipantPermission.newBuilder().setCanSubscribe(true).build();
        var updated =
                done(sdk.updateParticipant("hall", "ann", "Ann B.", "new metadata", listenOnly, Map.of("seat", "4")));
        assertThat(updated.getName()).isEqualTo("Ann B.");
        assertThat(updated.getMetadata()).isEqualTo("new metadata");
        assertThat(updated.getAttributesMap()).containsEntry("seat", "4");
        assertThat(updated.getPermission().getCanPublish()).isFalse();
        assertThat(updated.getTracksList()).isEmpty();
        assertThat(ann.expect(MessageCase.TRACK_UNPUBLISHED)
                        .getTrackUnpublished()
                        .getTrackSid())
                .isEqualTo(sid);
        ann.expect(
                MessageCase.UPDATE,
                update -> update.getUpdate().getParticipantsList().stream()
                        .anyMatch(info -> info.getName().equals("Ann B.")));
        ann.expect(MessageCase.REFRESH_TOKEN);
        var untouched = done(sdk.updateParticipant("hall", "ann", null, null, null, null));
        assertThat(untouched.getName()).isEqualTo("Ann B.");
        assertThat(untouched.getMetadata()).isEqualTo("new metadata");
    }

    @Test
    void roomMetadataReachesEverybody() throws Exception {
        var ann = join("ann");
        assertThat(done(sdk.updateRoomMetadata("hall", "doors at eight")).getMetadata())
                .isEqualTo("doors at eight");
        ann.expect(
                MessageCase.ROOM_UPDATE,
                said -> said.getRoomUpdate().getRoom().getMetadata().equals("doors at eight"));
        assertRefused(sdk.updateRoomMetadata("nowhere", "x"), 404, "not_found");
    }

    @Test
    void subscriptionsAreChangedFromAfar() throws Exception {
        var ann = join("ann");
        var bob = join("bob");
        String sid = ann.publish("mic", false);
        bob.offer(dev.tutti.media.TestOffer.receiving(1));
        bob.expect(MessageCase.ANSWER, said -> said.getAnswer().getMidToTrackIdCount() == 1);
        happens(sdk.updateSubscriptions("hall", "bob", List.of(sid), false));
        bob.expect(MessageCase.MEDIA_SECTIONS_REQUIREMENT);
        assertRefused(sdk.updateSubscriptions("hall", "eve", List.of(sid), false), 404, "not_found");
    }

    @Test
    void whatIsNotThereYetSaysSo() throws IOException {
        assertRefused(
                sdk.sendData("hall", ByteString.copyFromUtf8("hi").toByteArray(), DataPacket.Kind.RELIABLE, List.of()),
                501,
                "unimplemented");
    }

    @Test
    void strangersKeyIsNotAuthenticated() throws IOException {
        var stranger =
                RoomServiceClient.createClient(front.url(), LiveKitFront.KEY, "another-secret-of-32-characters!!");
        assertRefused(stranger.listRooms(), 401, "unauthenticated");
    }

    private RoomClient join(String identity) throws Exception {
        return RoomClient.join(media.server(), media.token(identity, "hall"));
    }

    private static void happens(Call<?> call) throws IOException {
        assertThat(call.execute().code()).isEqualTo(200);
    }

    private static <T> T done(Call<T> call) throws IOException {
        Response<T> response = call.execute();
        assertThat(response.code()).as(response.message()).isEqualTo(200);
        return Objects.requireNonNull(response.body());
    }

    private static void assertRefused(Call<?> call, int status, String code) throws IOException {
        var response = call.execute();
        assertThat(response.code()).isEqualTo(status);
        var body = Objects.requireNonNull(response.errorBody());
        assertThat(new String(body.bytes(), StandardCharsets.UTF_8)).contains("\"code\":\"" + code + "\"");
    }
}
