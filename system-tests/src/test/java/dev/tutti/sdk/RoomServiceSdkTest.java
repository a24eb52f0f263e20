package dev.tutti.sdk;

import static org.assertj.core.api.Assertions.assertThat;

import io.livekit.server.AccessToken;
import io.livekit.server.RoomJoin;
import io.livekit.server.RoomName;
import io.livekit.server.RoomServiceClient;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import livekit.LivekitModels.ParticipantInfo;
import livekit.LivekitModels.ParticipantPermission;
import livekit.LivekitModels.Room;
import livekit.LivekitRtc.SignalResponse.MessageCase;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import retrofit2.Call;
import retrofit2.Response;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RoomServiceSdkTest {
    private WebhookEar webhooks;
    private HubProcess hub;
    private RoomServiceClient rooms;

    @BeforeAll
    void startHub(@TempDir Path folder) throws Exception {
        webhooks = new WebhookEar();
        hub = HubProcess.start(Files.createDirectory(folder.resolve("data")), webhooks.url());
        rooms = client(HubProcess.SECRET);
    }

    @AfterAll
    void stopHub() throws Exception {
        hub.stop();
        webhooks.close();
    }

    @Test
    void roomsAreCreatedListedChangedAndDeleted() throws Exception {
        var created = ask(rooms.createRoom("studio", 60, 8, null, "first take"));
        assertThat(created.getSid()).startsWith("RM_");
        assertThat(created.getMetadata()).isEqualTo("first take");
        assertThat(created.getMaxParticipants()).isEqualTo(8);
        webhooks.next("studio", "room_started");

        assertThat(ask(rooms.createRoom("studio")).getSid()).isEqualTo(created.getSid());
        assertThat(ask(rooms.listRooms(List.of("studio", "nowhere"))))
                .extracting(Room::getName)
                .containsExactly("studio");
        assertThat(ask(rooms.updateRoomMetadata("studio", "second take")).getMetadata())
                .isEqualTo("second take");

        assertThat(rooms.deleteRoom("studio").execute().isSuccessful()).isTrue();
        webhooks.next("studio", "room_finished");
        assertThat(ask(rooms.listRooms(List.of("studio")))).isEmpty();
    }

    @Test
    void participantsAreListedChangedMutedAndRemoved() throws Exception {
        try (var anna = join("hall", "anna");
                var ben = join("hall", "ben")) {
            webhooks.next("hall", "room_started");
            assertThat(ask(rooms.listParticipants("hall")))
                    .extracting(ParticipantInfo::getIdentity)
                    .containsExactlyInAnyOrder("anna", "ben");

            var track = anna.publish();
            var shown = ask(rooms.getParticipant("hall", "anna")).getTracksList();
            assertThat(shown).extracting(info -> info.getSid()).containsExactly(track.getSid());
            assertThat(ask(rooms.mutePublishedTrack("hall", "anna", track.getSid(), true))
                            .getMuted())
                    .isTrue();
            assertThat(anna.next(MessageCase.MUTE).getMute().getMuted()).isTrue();

            var listener =
                    ParticipantPermission.newBuilder().setCanSubscribe(true).build();
            var changed = ask(rooms.updateParticipant("hall", "anna", "Anna", "soprano", listener));
            assertThat(changed.getMetadata()).isEqualTo("soprano");
            assertThat(changed.getName()).isEqualTo("Anna");
            assertThat(changed.getPermission().getCanPublish()).isFalse();
            assertThat(ask(rooms.getParticipant("hall", "anna")).getTracksList())
                    .isEmpty();

            assertThat(rooms.removeParticipant("hall", "ben").execute().isSuccessful())
                    .isTrue();
            ben.next(MessageCase.LEAVE);
        }
    }

    @Test
    void whatIsNotThereIsAnsweredAsNotFound() throws Exception {
        assertThat(rooms.getParticipant("nowhere", "nobody").execute().code()).isEqualTo(404);
        assertThat(rooms.removeParticipant("nowhere", "nobody").execute().code())
                .isEqualTo(404);
    }

    @Test
    void anotherSecretIsRefused() throws Exception {
        Response<List<Room>> answer = client("some other secret, just as long as the right one")
                .listRooms()
                .execute();
        assertThat(answer.code()).isEqualTo(401);
    }

    private RoomServiceClient client(String secret) {
        return RoomServiceClient.createClient(hub.httpUrl(), HubProcess.KEY, secret);
    }

    private SignalConnection join(String room, String identity) {
        var token = new AccessToken(HubProcess.KEY, HubProcess.SECRET);
        token.setIdentity(identity);
        token.addGrants(new RoomJoin(true), new RoomName(room));
        return SignalConnection.join(hub.wsUrl(), token.toJwt());
    }

    private static <T> T ask(Call<T> call) throws IOException {
        var answer = call.execute();
        assertThat(answer.isSuccessful()).as("answer %s", answer).isTrue();
        return Objects.requireNonNull(answer.body());
    }
}
