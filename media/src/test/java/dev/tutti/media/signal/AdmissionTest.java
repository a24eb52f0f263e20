package dev.tutti.media.signal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tutti.media.ForwardingPolicy;
import dev.tutti.media.MediaServer.MediaRights;
import dev.tutti.media.RoomClient;
import dev.tutti.media.SessionRoom;
import dev.tutti.media.TestMedia;
import dev.tutti.media.token.VideoGrants;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import livekit.LivekitModels.DisconnectReason;
import livekit.LivekitRtc.SignalResponse.MessageCase;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who is let through the door of signalling, before anything is upgraded. */
class AdmissionTest {
    private static final MediaRights FULL = new MediaRights(true, true, Duration.ofMinutes(5));
    private TestMedia media;

    @BeforeEach
    void start() throws Exception {
        media = new TestMedia();
    }

    @AfterEach
    void stop() {
        media.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/rtc/validate", "/rtc/v1/validate", "/rtc", "/rtc/v1"})
    void goodTokenIsValidOnEveryPath(String path) throws SignalRefused {
        media.server().signalling().validate(handshake(path, media.token("ann", "hall"), null));
        media.server().signalling().validate(handshake(path, "", media.token("ann", "hall")));
    }

    @Test
    void unknownPathDoesNotExist() {
        assertRefused("/rtc/v2", media.token("ann", "hall"), 404);
    }

    @Test
    void tokensThatDoNotFitAreRefused() {
        assertRefused("/rtc/v1", "", 401);
        assertRefused("/rtc/v1", "nonsense", 401);
        assertRefused("/rtc/v1", media.token("ann", VideoGrants.NONE), 401);
        var noRoom = new VideoGrants(true, false, false, false, null, null, null, null, List.of(), false, false);
        assertRefused("/rtc/v1", media.token("ann", noRoom), 401);
        assertRefused("/rtc/v1", media.token("", "hall"), 400);
        assertRefused("/rtc/v1", media.token("ann", "h".repeat(300)), 400);
    }

    @Test
    void plainRoomIsMadeByTheFirstWhoComes() throws SignalRefused {
        RoomClient.join(media.server(), media.token("ann", "hall")).expect(MessageCase.JOIN);
        assertThat(media.server().rooms()).isEqualTo(1);
    }

    @Test
    void emptyPlainRoomEndsByItself() throws Exception {
        var ann = RoomClient.join(media.server(), media.token("ann", "hall"));
        ann.expect(MessageCase.JOIN);
        ann.say(livekit.LivekitRtc.SignalRequest.newBuilder()
                .setLeave(livekit.LivekitRtc.LeaveRequest.getDefaultInstance()));
        ann.closing();
        media.pass(Duration.ofSeconds(21));
        media.eventually(() -> media.server().rooms() == 0);
    }

    @Test
    void roomOfASessionIsEnteredWithTheHubsOwnTokensOnly() throws SignalRefused {
        assertThatThrownBy(() -> RoomClient.join(media.server(), media.server().token("session:1", "ann", "Ann", FULL)))
                .isInstanceOfSatisfying(SignalRefused.class, e -> {
                    assertThat(e.httpStatus()).isEqualTo(404);
                    assertThat(e.text()).contains("requested room does not exist");
                });
        media.server().createRoom(new SessionRoom("session:1", ForwardingPolicy.OPEN, identity -> true));
        assertRefused("/rtc/v1", media.token("ann", "session:1"), 403);
        var answer = RoomClient.join(media.server(), media.server().token("session:1", "ann", "Ann", FULL))
                .expect(MessageCase.JOIN)
                .getJoin();
        assertThat(answer.getParticipant().getName()).isEqualTo("Ann");
        assertThat(answer.getRoom().getName()).isEqualTo("session:1");
    }

    @Test
    void hubsOwnTokensOpenNoOtherRoom() {
        assertRefused("/rtc/v1", media.server().token("hall", "ann", "Ann", FULL), 403);
    }

    @Test
    void listenOnlyTokenMayNotPublish() throws SignalRefused {
        media.server().createRoom(new SessionRoom("session:1", ForwardingPolicy.OPEN, identity -> true));
        var rights = new MediaRights(false, true, Duration.ofMinutes(5));
        var permission = RoomClient.join(media.server(), media.server().token("session:1", "ann", "Ann", rights))
                .expect(MessageCase.JOIN)
                .getJoin()
                .getParticipant()
                .getPermission();
        assertThat(permission.getCanPublish()).isFalse();
        assertThat(permission.getCanPublishData()).isFalse();
        assertThat(permission.getCanSubscribe()).isTrue();
    }

    @Test
    void removedParticipantDoesNotComeBackWhileItIsNotAdmitted() throws SignalRefused {
        Set<String> members = new HashSet<>(Set.of("ann"));
        media.server().createRoom(new SessionRoom("session:1", ForwardingPolicy.OPEN, members::contains));
        String token = media.server().token("session:1", "ann", "Ann", FULL);
        var ann = RoomClient.join(media.server(), token);
        String sid = ann.expect(MessageCase.JOIN).getJoin().getParticipant().getSid();
        members.remove("ann");
        assertThat(media.server().removeParticipant("session:1", "ann")).isTrue();
        assertThat(ann.expect(MessageCase.LEAVE).getLeave().getReason())
                .isEqualTo(DisconnectReason.PARTICIPANT_REMOVED);
        assertThat(media.server().participants("session:1")).isEmpty();
        assertRefused("/rtc/v1", token, 403);
        assertThatThrownBy(
                        () -> RoomClient.connect(media.server(), "/rtc", token, Map.of("reconnect", "1", "sid", sid)))
                .isInstanceOfSatisfying(
                        SignalRefused.class, e -> assertThat(e.httpStatus()).isEqualTo(403));
    }

    @Test
    void whoIsRemovedBetweenTheDoorAndTheRoomDoesNotGetIn() throws SignalRefused {
        Set<String> members = new HashSet<>(Set.of("ann"));
        media.server().createRoom(new SessionRoom("session:1", ForwardingPolicy.OPEN, members::contains));
        var ann = new RoomClient();
        String token = media.server().token("session:1", "ann", "Ann", FULL);
        var connection = media.server().signalling().open(handshake("/rtc/v1", token, null), ann);
        members.remove("ann");
        assertThat(media.server().removeParticipant("session:1", "ann")).isFalse();
        connection.onOpen();
        assertThat(ann.expect(MessageCase.LEAVE).getLeave().getReason())
                .isEqualTo(DisconnectReason.PARTICIPANT_REMOVED);
        ann.closing();
        assertThat(media.server().participants("session:1")).isEmpty();
    }

    @Test
    void closedRoomSendsEverybodyAwayAndIsGone() throws SignalRefused {
        media.server().createRoom(new SessionRoom("session:1", ForwardingPolicy.OPEN, identity -> true));
        String token = media.server().token("session:1", "ann", "Ann", FULL);
        var ann = RoomClient.join(media.server(), token);
        assertThat(media.server().closeRoom("session:1")).isTrue();
        assertThat(ann.expect(MessageCase.LEAVE).getLeave().getReason()).isEqualTo(DisconnectReason.ROOM_DELETED);
        assertRefused("/rtc/v1", token, 404);
        assertThat(media.server().closeRoom("session:1")).isFalse();
    }

    @Test
    void refreshedTokenOpensTheDoorAgain() throws SignalRefused {
        var ann = RoomClient.join(media.server(), media.token("ann", "hall"));
        String fresh = ann.expect(MessageCase.REFRESH_TOKEN).getRefreshToken();
        media.server().signalling().validate(handshake("/rtc/v1", fresh, null));
    }

    private void assertRefused(String path, String token, int status) {
        assertThatThrownBy(() -> media.server().signalling().validate(handshake(path, token, null)))
                .isInstanceOfSatisfying(
                        SignalRefused.class, e -> assertThat(e.httpStatus()).isEqualTo(status));
    }

    private static SignalHandshake handshake(String path, String token, @Nullable String bearer) {
        return new SignalHandshake(path, Map.of("access_token", token), bearer, "127.0.0.1", "localhost");
    }
}
