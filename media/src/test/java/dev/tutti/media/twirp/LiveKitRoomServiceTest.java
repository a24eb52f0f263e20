package dev.tutti.media.twirp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tutti.media.TestMedia;
import dev.tutti.media.token.VideoGrants;
import java.nio.charset.StandardCharsets;
import java.util.List;
import livekit.LivekitRoom.ListRoomsResponse;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LiveKitRoomServiceTest {
    private static final String JSON = "application/json";
    private static final VideoGrants EVERYTHING =
            new VideoGrants(false, true, true, true, "hall", null, null, null, List.of(), false, false);
    private TestMedia media;

    @BeforeEach
    void start() throws Exception {
        media = new TestMedia();
    }

    @AfterEach
    void stop() {
        media.close();
    }

    @Test
    void jsonIsSpokenInTheNamesOfTheProtocol() {
        var answer = call("CreateRoom", EVERYTHING, "{\"name\":\"hall\",\"empty_timeout\":7,\"unheard_of\":1}");
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.contentType()).isEqualTo(JSON);
        assertThat(text(answer)).contains("\"name\":\"hall\"", "\"empty_timeout\":7", "\"num_participants\":0");
        assertThat(text(call("CreateRoom", EVERYTHING, "{\"name\":\"yard\",\"emptyTimeout\":8}")))
                .contains("\"empty_timeout\":8");
    }

    @Test
    void protobufIsSpokenToo() throws Exception {
        call("CreateRoom", EVERYTHING, "{\"name\":\"hall\"}");
        var answer = media.server()
                .roomService()
                .handle("ListRooms", "application/protobuf", media.token("admin", EVERYTHING), new byte[0]);
        assertThat(answer.status()).isEqualTo(200);
        assertThat(ListRoomsResponse.parseFrom(answer.body()).getRooms(0).getName())
                .isEqualTo("hall");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "CreateRoom",
                "ListRooms",
                "DeleteRoom",
                "ListParticipants",
                "GetParticipant",
                "RemoveParticipant",
                "MutePublishedTrack",
                "UpdateParticipant",
                "UpdateRoomMetadata",
                "UpdateSubscriptions"
            })
    void everyMethodNeedsItsGrant(String method) {
        var answer = call(method, VideoGrants.join("hall"), "{\"room\":\"hall\",\"name\":\"hall\"}");
        assertThat(answer.status()).isEqualTo(401);
        assertThat(text(answer)).isEqualTo("{\"code\":\"unauthenticated\",\"msg\":\"permissions denied\"}");
    }

    @Test
    void grantForOneRoomIsNoneForAnother() {
        call("CreateRoom", EVERYTHING, "{\"name\":\"yard\"}");
        assertThat(call("ListParticipants", EVERYTHING, "{\"room\":\"yard\"}").status())
                .isEqualTo(401);
    }

    @Test
    void roomsOfSessionsAreOutOfReach() {
        var policy = dev.tutti.media.ForwardingPolicy.OPEN;
        media.server().createRoom(new dev.tutti.media.SessionRoom("session:1", policy, identity -> true));
        var admin = new VideoGrants(false, true, true, true, "session:1", null, null, null, List.of(), false, false);
        assertThat(call("ListParticipants", admin, "{\"room\":\"session:1\"}").status())
                .isEqualTo(401);
        assertThat(call("DeleteRoom", admin, "{\"room\":\"session:1\"}").status())
                .isEqualTo(401);
        assertThat(call("CreateRoom", admin, "{\"name\":\"session:2\"}").status())
                .isEqualTo(400);
        assertThat(text(call("ListRooms", admin, "{}"))).doesNotContain("session:1");
    }

    @Test
    void callsThatCannotBeUnderstoodGetTheRightError() {
        assertError(call("NoSuchMethod", EVERYTHING, "{}"), 404, "bad_route");
        assertError(call("ListRooms", EVERYTHING, "{not json"), 400, "malformed");
        assertError(call("CreateRoom", EVERYTHING, ""), 400, "invalid_argument");
        assertError(call("SendData", EVERYTHING, "{}"), 501, "unimplemented");
        assertError(handle("ListRooms", null, "x", "{}"), 404, "bad_route");
        assertError(handle("ListRooms", "text/plain", "x", "{}"), 404, "bad_route");
        assertError(handle("ListRooms", JSON, null, "{}"), 401, "unauthenticated");
        assertError(handle("ListRooms", JSON, "x", "{}"), 401, "unauthenticated");
        String huge = " ".repeat(RoomServiceAdapter.MAX_BODY_BYTES + 1);
        assertError(call("ListRooms", EVERYTHING, huge), 429, "resource_exhausted");
        String long64k = "m".repeat(64_001);
        assertError(
                call("CreateRoom", EVERYTHING, "{\"name\":\"hall\",\"metadata\":\"" + long64k + "\"}"),
                400,
                "invalid_argument");
    }

    @Test
    void contentTypeMayNameItsCharset() {
        var answer = media.server()
                .roomService()
                .handle("ListRooms", "Application/JSON; charset=utf-8", media.token("a", EVERYTHING), new byte[0]);
        assertThat(answer.status()).isEqualTo(200);
    }

    private TwirpAnswer call(String method, VideoGrants grants, String json) {
        return handle(method, JSON, media.token("admin", grants), json);
    }

    private TwirpAnswer handle(String method, @Nullable String type, @Nullable String bearer, String json) {
        return media.server().roomService().handle(method, type, bearer, json.getBytes(StandardCharsets.UTF_8));
    }

    private static void assertError(TwirpAnswer answer, int status, String code) {
        assertThat(answer.status()).as(text(answer)).isEqualTo(status);
        assertThat(answer.contentType()).isEqualTo(JSON);
        assertThat(text(answer)).startsWith("{\"code\":\"" + code + "\",\"msg\":\"");
    }

    private static String text(TwirpAnswer answer) {
        return new String(answer.body(), StandardCharsets.UTF_8);
    }
}
