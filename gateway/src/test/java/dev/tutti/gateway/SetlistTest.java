package dev.tutti.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Songs in their order and the one that is played, over REST and {@code /ws}. */
class SetlistTest {
    private final TestRoom room = new TestRoom();

    @AfterEach
    void stop() {
        room.close();
    }

    private String song(String title) {
        return room.owner
                .post(
                        "/songs",
                        "{\"title\":\"" + title
                                + "\",\"key\":\"G\",\"bpm\":90,\"time_signature\":\"4/4\",\"chart\":{\"sections\":[{"
                                + "\"id\":\"v1\",\"kind\":\"verse\",\"label\":\"Verse 1\","
                                + "\"lines\":[{\"kind\":\"lyrics\",\"parts\":[{\"text\":\""
                                + title + "\"}]}]}]}}")
                .at("/song/id");
    }

    private String insert(String song) {
        return room.owner
                .post(room.path("/setlist/items"), "{\"song_id\":\"" + song + "\"}")
                .at("/item/item_id");
    }

    private static List<String> titles(JsonNode items) {
        var titles = new ArrayList<String>();
        items.forEach(item -> titles.add(item.at("/song/title").asString()));
        return titles;
    }

    @Test
    void aSetlistIsMadeReorderedAndSeenWholeByEverybody() {
        TestClient noor = room.member("Noor");
        EventSocket atNoor = noor.connect(room.session);
        atNoor.next("snapshot");
        String amazing = insert(song("Amazing Grace"));
        atNoor.next("setlist.update");
        String molly = insert(song("Molly Malone"));
        atNoor.next("setlist.update");

        room.owner.post(room.path("/setlist/items/" + molly + "/move"), "{}");
        JsonNode moved = atNoor.next("setlist.update");
        assertThat(titles(moved.at("/payload/items"))).containsExactly("Molly Malone", "Amazing Grace");

        room.owner.post(room.path("/setlist/items/" + molly + "/move"), "{\"after_item_id\":\"" + amazing + "\"}");
        assertThat(titles(atNoor.next("setlist.update").at("/payload/items")))
                .containsExactly("Amazing Grace", "Molly Malone");

        room.owner.delete(room.path("/setlist/items/" + amazing));
        assertThat(titles(atNoor.next("setlist.update").at("/payload/items"))).containsExactly("Molly Malone");
        assertThat(titles(noor.get(room.path("/snapshot")).json().at("/setlist")))
                .containsExactly("Molly Malone");
    }

    @Test
    void onlyTheMdChangesIt() {
        TestClient noor = room.member("Noor");
        String song = song("Amazing Grace");
        String item = insert(song);

        for (TestClient.Answer refused : List.of(
                noor.post(room.path("/setlist/items"), "{\"song_id\":\"" + song + "\"}"),
                noor.send("PUT", room.path("/setlist/items"), "{\"items\":[]}"),
                noor.delete(room.path("/setlist/items/" + item)),
                noor.post(room.path("/setlist/current"), "{\"step\":\"next\"}"),
                noor.post(room.path("/cues"), "{\"kind\":\"cut\"}"),
                noor.post(room.path("/preflight"), "{}"),
                noor.post("/songs", "{\"title\":\"Mine\"}"))) {
            assertThat(refused.status()).isEqualTo(403);
            assertThat(refused.code()).isEqualTo("NOT_ALLOWED");
        }
    }

    @Test
    void theCurrentSongMovesForEverybodyAndEndsAtTheLast() {
        EventSocket atOwner = room.owner.connect(room.session);
        atOwner.next("snapshot");
        String first = insert(song("Amazing Grace"));
        String second = insert(song("Molly Malone"));

        assertThat(room.owner
                        .post(room.path("/setlist/current"), "{\"step\":\"next\"}")
                        .at("/current_item_id"))
                .isEqualTo(first);
        assertThat(atOwner.next("song.current").at("/payload/item_id").asString())
                .isEqualTo(first);
        room.owner.post(room.path("/setlist/current"), "{\"item_id\":\"" + second + "\"}");
        assertThat(atOwner.next("song.current").at("/payload/item_id").asString())
                .isEqualTo(second);
        assertThat(room.owner.get(room.path("/snapshot")).at("/current_item_id"))
                .isEqualTo(second);
        assertThat(room.owner
                        .post(room.path("/setlist/current"), "{\"step\":\"next\"}")
                        .code())
                .isEqualTo("SETLIST_ENDS");
        assertThat(room.owner.post(room.path("/setlist/current"), "{}").code()).isEqualTo("VALUE_INVALID");
    }

    @Test
    void everybodyHearsWithWhichBarTheSongBegins() {
        EventSocket atOwner = room.owner.connect(room.session);
        atOwner.next("snapshot");
        String first = insert(song("Amazing Grace"));
        insert(song("Molly Malone"));
        room.owner.post(room.path("/setlist/current"), "{\"item_id\":\"" + first + "\"}");
        assertThat(atOwner.next("song.current").at("/payload/song_start").isMissingNode())
                .isTrue();
        room.owner.post(room.path("/tempo/start"), "{\"count_in_bars\":1}");
        room.owner.post(room.path("/setlist/current"), "{\"step\":\"next\"}");

        JsonNode start = atOwner.next("song.current").at("/payload/song_start");
        JsonNode snapshot = room.owner.get(room.path("/snapshot")).json();
        assertThat(start.at("/from_bar").asLong()).isEqualTo(1);
        assertThat(start.at("/at_ms").asDouble())
                .isEqualTo(snapshot.at("/tempo/anchor/anchor_timestamp_ms").asDouble());
        assertThat(start.at("/run_start_ms").asDouble())
                .isEqualTo(snapshot.at("/tempo/run/start_ms").asDouble());
        assertThat(snapshot.at("/song_start")).isEqualTo(start);
        assertThat(room.owner.get(room.path("/setlist")).json().at("/song_start"))
                .isEqualTo(start);
    }

    @Test
    void aRemovalIsTakenBackInOneCall() {
        TestClient noor = room.member("Noor");
        String item = insert(song("Amazing Grace"));
        room.owner.patch(room.path("/setlist/items/" + item), "{\"key\":\"A\"}");
        String songId = room.owner.get(room.path("/setlist")).at("/items/0/song_id");
        room.owner.post(
                room.path("/roles/assign"),
                "{\"slot_name\":\"drums\",\"scope\":\"song\",\"song_id\":\"" + songId + "\",\"user_id\":\""
                        + noor.userId + "\"}");
        room.owner.send("PUT", "/songs/" + songId, "{\"title\":\"Amazing Grace, new\"}");
        JsonNode before = room.owner.get(room.path("/snapshot")).json();
        String restore = room.path("/setlist/items/" + item + "/restore");

        assertThat(noor.post(restore, "{}").code()).isEqualTo("NOT_ALLOWED");
        room.owner.delete(room.path("/setlist/items/" + item));
        assertThat(room.owner.post(restore, "{}").status()).isEqualTo(200);
        assertThat(room.owner.post(restore, "{}").status()).isEqualTo(200);
        JsonNode after = room.owner.get(room.path("/snapshot")).json();
        assertThat(after.at("/setlist")).isEqualTo(before.at("/setlist"));
        assertThat(after.at("/slot_assignments")).isEqualTo(before.at("/slot_assignments"));
        assertThat(room.owner
                        .post(room.path("/setlist/items/never/restore"), "{}")
                        .code())
                .isEqualTo("ITEM_UNKNOWN");
    }

    @Test
    void aWholeSetlistThatWasReplacedIsPutBackInOneCallWithItsSlots() {
        String item = insert(song("Amazing Grace"));
        String songId = room.owner.get(room.path("/setlist")).at("/items/0/song_id");
        room.owner.post(
                room.path("/roles/assign"),
                "{\"slot_name\":\"drums\",\"scope\":\"song\",\"song_id\":\"" + songId + "\",\"user_id\":\""
                        + room.owner.userId + "\"}");
        JsonNode before = room.owner.get(room.path("/snapshot")).json();
        String items = room.path("/setlist/items");
        room.owner.send("PUT", items, "{\"items\":[{\"song_id\":\"" + song("Molly Malone") + "\"}]}");
        assertThat(room.owner.get(room.path("/snapshot")).json().at("/slot_assignments"))
                .isEmpty();

        assertThat(room.owner
                        .send("PUT", items, "{\"items\":[{\"item_id\":\"" + item + "\"}]}")
                        .status())
                .isEqualTo(200);
        JsonNode after = room.owner.get(room.path("/snapshot")).json();
        assertThat(after.at("/setlist")).isEqualTo(before.at("/setlist"));
        assertThat(after.at("/slot_assignments")).isEqualTo(before.at("/slot_assignments"));
    }

    @Test
    void anItemKeepsItsCopyUntilItIsRenewed() {
        String song = song("Molly Malone");
        String item = insert(song);
        room.owner.send("PUT", "/songs/" + song, "{\"title\":\"Sweet Molly\"}");
        String path = room.path("/setlist/items/" + item);

        JsonNode patched =
                room.owner.patch(path, "{\"key\":\"A\",\"note\":\"Capo 2\"}").json();
        assertThat(patched.at("/item/song/title").asString()).isEqualTo("Molly Malone");
        assertThat(patched.at("/item/key").asString()).isEqualTo("A");
        JsonNode renewed =
                room.owner.patch(path, "{\"reload\":true,\"clear\":[\"note\"]}").json();
        assertThat(renewed.at("/item/song/title").asString()).isEqualTo("Sweet Molly");
        assertThat(renewed.at("/item/note").isMissingNode()).isTrue();
        assertThat(renewed.at("/item/chart_id").isMissingNode()).isTrue();

        room.owner.delete("/songs/" + song);
        assertThat(titles(room.owner.get(room.path("/snapshot")).json().at("/setlist")))
                .containsExactly("Sweet Molly");
    }

    @Test
    void aWholeSetlistIsPutFromItemsThatAreThereAndSongs() {
        String kept = insert(song("Amazing Grace"));
        String song = song("Molly Malone");

        TestClient.Answer put = room.owner.send(
                "PUT",
                room.path("/setlist/items"),
                "{\"items\":[{\"song_id\":\"" + song + "\",\"bpm\":72.5,\"time_signature\":\"12/8\"},{\"item_id\":\""
                        + kept + "\"}]}");
        assertThat(put.status()).isEqualTo(200);
        assertThat(titles(put.json().at("/items"))).containsExactly("Molly Malone", "Amazing Grace");
        assertThat(put.json().at("/items/0/bpm").asDouble()).isEqualTo(72.5);
        assertThat(put.at("/items/0/time_signature")).isEqualTo("12/8");
        assertThat(room.owner
                        .send("PUT", room.path("/setlist/items"), "{\"items\":[{}]}")
                        .code())
                .isEqualTo("VALUE_INVALID");
    }

    @Test
    void aChartIsReadByTheHashOfItsContentAndMayBeKeptForEver() {
        TestClient noor = room.member("Noor");
        insert(song("Amazing Grace"));
        String id = noor.get(room.path("/snapshot")).at("/setlist/0/chart_id");

        TestClient.Answer chart = noor.get(room.path("/charts/" + id));
        assertThat(chart.at("/chart/sections/0/lines/0/parts/0/text")).isEqualTo("Amazing Grace");
        assertThat(chart.header("Cache-Control")).contains("immutable").contains("private");
        assertThat(noor.get(room.path("/charts/0000")).code()).isEqualTo("CHART_UNKNOWN");
        assertThat(room.waiting("Eve").get(room.path("/charts/" + id)).code()).isEqualTo("NOT_ADMITTED");
    }

    @Test
    void aSlotForASongGoesWithTheSong() {
        String song = song("Amazing Grace");
        String item = insert(song);
        String place = "{\"slot_name\":\"drums\",\"scope\":\"song\",\"song_id\":\"" + song + "\"}";
        assertThat(room.owner.post(room.path("/roles/claim"), place).status()).isEqualTo(200);
        EventSocket atOwner = room.owner.connect(room.session);
        assertThat(atOwner.next("snapshot")
                        .at("/payload/slot_assignments/0/song_id")
                        .asString())
                .isEqualTo(song);

        room.owner.delete(room.path("/setlist/items/" + item));
        atOwner.next("setlist.update");
        assertThat(atOwner.next("slot.release").at("/payload/song_id").asString())
                .isEqualTo(song);
    }

    @Test
    void aCueReachesEverybody() {
        EventSocket atNoor = room.member("Noor").connect(room.session);
        atNoor.next("snapshot");

        TestClient.Answer sent =
                room.owner.post(room.path("/cues"), "{\"kind\":\"custom\",\"text\":\"Key change\",\"at\":\"now\"}");
        assertThat(sent.status()).isEqualTo(201);
        JsonNode cue = atNoor.next("cue.show");
        assertThat(cue.at("/payload/cue_id").asString()).isEqualTo(sent.at("/cue_id"));
        assertThat(cue.at("/payload/text").asString()).isEqualTo("Key change");
        assertThat(cue.at("/payload/by").asString()).isEqualTo(room.owner.userId);
        assertThat(cue.at("/payload/at_bar").isMissingNode()).isTrue();
        assertThat(room.owner.post(room.path("/cues"), "{\"kind\":\"custom\"}").code())
                .isEqualTo("VALUE_INVALID");
        assertThat(room.owner
                        .post(room.path("/cues"), "{\"kind\":\"vamp\",\"bars_ahead\":17}")
                        .code())
                .isEqualTo("VALUE_INVALID");
    }

    @Test
    void whoComesBackHearsWhatWasMissed() {
        TestClient noor = room.member("Noor");
        EventSocket before = noor.connect(room.session);
        before.next("snapshot");
        String cursor = before.cursor;
        before.close();
        String item = insert(song("Amazing Grace"));
        room.owner.post(room.path("/setlist/current"), "{\"item_id\":\"" + item + "\"}");

        EventSocket again = noor.connect(room.session, cursor);
        again.next("resumed");
        assertThat(again.next("setlist.update").at("/payload/items")).hasSize(1);
        assertThat(again.next("song.current").at("/payload/item_id").asString()).isEqualTo(item);
    }
}
