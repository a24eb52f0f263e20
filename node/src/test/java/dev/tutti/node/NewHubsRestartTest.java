package dev.tutti.node;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tutti.foundation.WallClock;
import dev.tutti.media.token.AccessToken;
import dev.tutti.media.token.ApiKeys;
import dev.tutti.media.token.TokenCodec;
import dev.tutti.media.token.VideoGrants;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** A hub that got its part from another one, and is started again. */
class NewHubsRestartTest extends WithHubs {
    private static final String STAGE_SECRET = "the-stage-s-own-secret-of-more-than-32";

    /** Whoever had a token of the old hub, or an app with its API key, notices nothing. */
    @Test
    void itKeepsTheTokensAndApiKeysThatAllNodesShareAndAddsItsOwn() throws Exception {
        var first = hubs.start("first", Optional.empty(), Optional.empty());
        var token = hubs.ownerToken(first);
        var second = hubs.joined(first, token);
        hubs.printed("first", commands -> commands.move(second.cluster().self().value()));
        SeveralHubs.holds("the second decides", () -> second.cluster().isHub());
        var state = folder.resolve("second/trust/cluster.state");
        byte[] before = Files.readAllBytes(state);

        var again = restarted(first, second, SeveralHubs.Own.NONE);
        assertThat(again.cluster().isHub()).isTrue();
        for (var hub : List.of(first, again)) {
            assertThat(hubs.status("first", hub, token)).isEqualTo(200);
            assertThat(listsRooms(hub, "venue", SeveralHubs.API_SECRET)).isEqualTo(200);
            assertThat(listsRooms(hub, "stage", STAGE_SECRET)).isEqualTo(401);
        }
        assertThat(Files.readAllBytes(state)).as("nothing new to tell").isEqualTo(before);

        var richer = restarted(first, again, new SeveralHubs.Own(Map.of("stage", STAGE_SECRET), ""));
        SeveralHubs.holds(
                "its own key is good at the other node", () -> listsRooms(first, "stage", STAGE_SECRET) == 200);
        assertThat(listsRooms(first, "venue", SeveralHubs.API_SECRET)).isEqualTo(200);
        assertThat(listsRooms(richer, "venue", SeveralHubs.API_SECRET)).isEqualTo(200);

        var poorer = restarted(first, richer, SeveralHubs.Own.NONE);
        SeveralHubs.holds("a key that it gave is taken back", () -> listsRooms(first, "stage", STAGE_SECRET) == 401);
        for (var hub : List.of(first, poorer)) {
            assertThat(hubs.status("first", hub, token)).isEqualTo(200);
            assertThat(listsRooms(hub, "venue", SeveralHubs.API_SECRET)).isEqualTo(200);
        }
    }

    /** It would be acknowledged, and in no other log: who was the hub asks first whether it still is. */
    @Test
    void theOldHubDecidesNothingBeforeItHasHeardThatAnotherOneIsTheHub() throws Exception {
        var first = hubs.start("first", Optional.empty(), Optional.empty());
        var token = hubs.ownerToken(first);
        var second = hubs.joined(first, token);
        var session = hubs.session(first, token);
        var path = "/session/" + session + "/channels";
        hubs.stop(first);
        SeveralHubs.holds("the link is gone", () -> second.cluster().linked() == 0);
        hubs.printed("second", commands -> commands.adopt(true));

        var back = hubs.restarted("first", SeveralHubs.Own.NONE);
        var early = hubs.status(back, path, token, "at-once-after-the-start", "{\"name\":\"Early\"}");

        assertThat(early).isBetween(200, 201);
        assertThat(back.cluster().isHub()).isFalse();
        assertThat(hubs.channels(second, session, token)).contains("Early");
        assertThat(hubs.channels(back, session, token)).contains("Early");
        assertThat(hubs.status(back, path, token, "and-once-more-after-it", "{\"name\":\"Later\"}"))
                .isBetween(200, 201);
        assertThat(hubs.channels(second, session, token)).contains("Early", "Later");
    }

    @Test
    void aHubWhoseNodesAreAwayDecidesAfterAMoment() throws Exception {
        var first = hubs.start("first", Optional.empty(), Optional.empty());
        var token = hubs.ownerToken(first);
        var second = hubs.joined(first, token);
        var session = hubs.session(first, token);
        hubs.stop(second);
        hubs.stop(first);

        var back = hubs.restarted("first", SeveralHubs.Own.VENUE);
        var path = "/session/" + session + "/channels";

        SeveralHubs.holds(
                "it decides",
                () -> hubs.status(back, path, token, "at-once-after-the-start", "{\"name\":\"Early\"}") < 300);
        assertThat(back.cluster().isSettled()).isTrue();
        assertThat(hubs.channels(back, session, token)).contains("Early");
    }

    private Hub restarted(Hub first, Hub second, SeveralHubs.Own own) throws Exception {
        hubs.stop(second);
        SeveralHubs.holds("the link is gone", () -> first.cluster().linked() == 0);
        var again = hubs.restarted("second", own);
        SeveralHubs.holds("they are linked again", () -> first.cluster().linked() == 1);
        return again;
    }

    /** As an app does that has the key. */
    private int listsRooms(Hub at, String key, String secret) {
        var clock = WallClock.system();
        var grants = new VideoGrants(false, false, false, true, null, null, null, null, List.of(), false, false);
        var jwt = new TokenCodec(new ApiKeys(Map.of(key, secret)), clock)
                .sign(AccessToken.of(key, "app", grants, clock.now().plus(Duration.ofMinutes(5))));
        return hubs.status(at, "/twirp/livekit.RoomService/ListRooms", jwt, "list-of-rooms", "{}");
    }
}
