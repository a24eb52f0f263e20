package dev.tutti.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** What each role of a rehearsal may: every route of slots, songs, setlist, tempo, signals and checks, and every frame. */
class RightsTest {
    private static final Set<String> MD = Set.of("md");
    private static final Set<String> CREW = Set.of("md", "tech");
    private static final Set<String> BAND = Set.of("md", "tech", "musician");
    private static final Set<String> ALL = Set.of("md", "tech", "musician", "guest");
    private static final String SONG = """
        {"title":"Molly Malone","bpm":96,"time_signature":"3/4","chart":{"sections":[{"id":"v1","kind":"verse",
         "label":"Verse 1","lines":[{"kind":"lyrics","parts":[{"chord":"F","text":"In Dublin"}]}]}]}}\
        """;

    private final TestRoom room = new TestRoom();
    private final JsonNode document = room.hub.client().get("/openapi.json").json();
    private final String song = room.owner.post("/songs", SONG).at("/song/id");
    private final String item = insert();
    private final String other = insert();

    /** A call, by its name in the document, and the roles that may. */
    private record Call(
            String name,
            Set<String> who,
            List<String> place,
            @Nullable String body) {}

    @AfterEach
    void stop() {
        room.close();
    }

    private String insert() {
        return room.owner
                .post(room.path("/setlist/items"), "{\"song_id\":\"" + song + "\"}")
                .at("/item/item_id");
    }

    private Call here(String name, Set<String> who, @Nullable String body) {
        return new Call(name, who, List.of(room.session), body);
    }

    private Call at(String below, String name, Set<String> who, @Nullable String body) {
        return new Call(name, who, List.of(room.session, below), body);
    }

    private List<Call> calls() {
        String drums = "{\"slot_name\":\"drums\",\"user_id\":\"" + room.owner.userId + "\"}";
        String chart = room.owner.get(room.path("/setlist")).at("/items/0/chart_id");
        return List.of(
                here("releaseSlot", CREW, "{\"slot_name\":\"drums\"}"),
                here("assignSlot", CREW, drums),
                here("claimSlot", BAND, "{\"slot_name\":\"bass\"}"),
                here("refuseClaim", CREW, drums.replace("drums", "bass")),
                here("defineSlot", CREW, "{\"label\":\"Camera 2\"}"),
                at("camera_1", "removeSlot", CREW, null),
                new Call("listSongs", ALL, List.of(), null),
                new Call("getSong", ALL, List.of(song), null),
                new Call("exportSong", ALL, List.of(song), null),
                new Call("createSong", MD, List.of(), SONG),
                new Call("changeSong", MD, List.of(song), SONG),
                new Call("importSongs", MD, List.of(), "{\"text\":\"{title: One}\\n[C]La\"}"),
                here("setlist", ALL, null),
                at(chart, "getChart", ALL, null),
                here("insertSong", MD, "{\"song_id\":\"" + song + "\"}"),
                at(item, "changeSetlistItem", MD, "{\"bpm\":88}"),
                at(item, "moveSetlistItem", MD, "{\"after_item_id\":\"" + other + "\"}"),
                here("selectSong", MD, "{\"item_id\":\"" + item + "\"}"),
                at(other, "removeSetlistItem", MD, null),
                at(other, "restoreSetlistItem", MD, "{}"),
                here("replaceSetlist", MD, "{\"items\":[]}"),
                new Call("deleteSong", MD, List.of(song), null),
                here("tempo", ALL, null),
                here("startTempo", MD, "{}"),
                here("changeTempo", MD, "{\"bpm\":92.5,\"at_bar\":400}"),
                here("undoTempoChange", MD, null),
                here("stopTempo", MD, "{}"),
                here("handOverTempo", MD, "{\"user_id\":null}"),
                here("sendCue", MD, "{\"kind\":\"vamp\"}"),
                here("startPreflight", CREW, "{}"),
                here("preflight", CREW, null),
                here("sessionMetrics", CREW, null),
                here("reportMetrics", ALL, "{\"rtt_ms\":3,\"loss_pct\":0,\"jitter_ms\":1,\"bitrate_bps\":1000}"));
    }

    /** The owner is the MD; somebody else gets the role. */
    private TestClient as(String role) {
        room.owner.post(
                room.path("/roles/assign"), "{\"slot_name\":\"drums\",\"user_id\":\"" + room.owner.userId + "\"}");
        room.owner.post(room.path("/roles/claim"), "{\"slot_name\":\"lead_vocal\"}");
        room.owner.post(room.path("/roles/slots"), "{\"label\":\"Camera 1\"}");
        if (role.equals("md")) {
            return room.owner;
        }
        TestClient somebody = room.member("Noor");
        room.owner.post(room.path("/participants/" + somebody.userId + "/role"), "{\"role\":\"" + role + "\"}");
        assertThat(somebody.get(room.path("/snapshot")).at("/you/role")).isEqualTo(role);
        return somebody;
    }

    @ParameterizedTest
    @ValueSource(strings = {"md", "tech", "musician", "guest"})
    void eachRoleMayWhatItsRightsSayAndWhatIsRefusedChangesNothing(String role) {
        TestClient client = as(role);
        for (Call call : calls()) {
            List<Object> before = state();
            TestClient.Answer answer = send(client, call);
            String what = role + ": " + call.name + " " + answer.text();
            if (call.who.contains(role)) {
                assertThat(answer.status()).as(what).isLessThan(300);
            } else {
                assertThat(answer.status()).as(what).isEqualTo(403);
                assertThat(answer.code()).as(what).isEqualTo("NOT_ALLOWED");
                assertThat(state()).as(what).isEqualTo(before);
            }
        }
    }

    @Test
    void noRouteOfARehearsalIsLeftOut() {
        Set<String> declared = StreamSupport.stream(
                        document.at("/paths").propertyNames().spliterator(), false)
                .filter(path -> path.matches(
                        "/songs.*|/session/\\{id}/(roles|setlist|charts|tempo|cues|preflight|metrics)\\b.*"))
                .flatMap(path ->
                        StreamSupport.stream(document.at("/paths").get(path).spliterator(), false))
                .map(operation -> operation.at("/operationId").asString())
                .collect(Collectors.toSet());
        assertThat(calls().stream().map(Call::name).collect(Collectors.toSet())).isEqualTo(declared);
    }

    @ParameterizedTest
    @ValueSource(strings = {"md", "musician"})
    void whatTheHubTellsNobodyElseMaySay(String role) {
        TestClient client = as(role);
        EventSocket socket = client.connect(room.session);
        socket.next("snapshot");
        List<Object> before = state();
        for (String type : List.of(
                "slot.assign",
                "slot.release",
                "slot.claim",
                "slot.define",
                "slot.remove",
                "setlist.update",
                "song.current",
                "tempo.anchor",
                "tempo.update",
                "cue.show",
                "preflight.start",
                "preflight.result")) {
            socket.send("{\"type\":\"" + type + "\",\"id\":\"" + type + "\",\"payload\":{}}");
            JsonNode error = socket.next("error");
            assertThat(error.at("/id").asString()).isEqualTo(type);
        }
        assertThat(state()).isEqualTo(before);
    }

    private TestClient.Answer send(TestClient client, Call call) {
        JsonNode paths = document.at("/paths");
        for (String path : paths.propertyNames()) {
            for (String method : paths.get(path).propertyNames()) {
                if (paths.get(path).get(method).at("/operationId").asString().equals(call.name)) {
                    String url = path;
                    for (String value : call.place) {
                        url = url.replaceFirst("\\{[A-Za-z]+}", value);
                    }
                    return client.send(method.toUpperCase(Locale.ROOT), url, call.body);
                }
            }
        }
        throw new AssertionError("no operation " + call.name);
    }

    /** All that such a call could change, but the times at which it is told. */
    private List<Object> state() {
        JsonNode now = room.owner.get(room.path("/snapshot")).json();
        JsonNode songs = room.owner.get("/songs").json();
        return List.of(
                now.at("/slots"),
                now.at("/slot_assignments"),
                now.at("/slot_claims"),
                now.at("/setlist"),
                now.at("/current_item_id"),
                now.at("/tempo/running"),
                now.at("/tempo/anchor/bpm"),
                now.at("/tempo/pending"),
                now.at("/tempo/authority"),
                songs.at("/songs"));
    }
}
