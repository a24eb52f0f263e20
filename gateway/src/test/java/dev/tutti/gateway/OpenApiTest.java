package dev.tutti.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tutti.gateway.http.JsonCodec;
import dev.tutti.gateway.wire.HubMessages.ReadinessCheck;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Every declared route is called, allowed and refused, and its answers are held against the document. */
class OpenApiTest {
    private static final String METRICS = "{\"rtt_ms\":3,\"loss_pct\":0.5,\"jitter_ms\":1.5,\"bitrate_bps\":32000}";

    private static final String SONG = """
        {"title":"Molly Malone","key":"F","bpm":96.5,"time_signature":"3/4","duration_s":180,"notes":"Softly",
         "chart":{"sections":[{"id":"v1","kind":"pre_chorus","label":"Verse 1","lines":[
           {"kind":"lyrics","parts":[{"chord":"F","text":"In Dublin's fair city"}]}]}],"key":"F"}}\
        """;

    private final TestRoom room = new TestRoom();
    private final JsonNode document = room.hub.client().get("/openapi.json").json();
    private final Set<String> called = new HashSet<>();

    @AfterEach
    void stop() {
        room.close();
    }

    /** Calls a route by its name in the document and checks the answer against what it declares. */
    private TestClient.Answer call(TestClient client, String name, List<String> path, @Nullable String body) {
        Operation operation = operation(name);
        String url = operation.path;
        for (String value : path) {
            url = url.replaceFirst("\\{[A-Za-z]+}", value);
        }
        TestClient.Answer answer = client.send(operation.method, url, body);
        JsonNode declared = operation.node.at("/responses/" + answer.status());
        assertThat(declared.isMissingNode())
                .as(name + " answers " + answer.status() + " " + answer.text())
                .isFalse();
        JsonNode schema = declared.at("/content/application~1json/schema");
        if (!schema.isMissingNode()) {
            assertThat(SchemaCheck.faults(document, schema, answer.json()))
                    .as(name + " " + answer.text())
                    .isEmpty();
        }
        if (answer.status() >= 400 && !answer.code().isEmpty()) {
            assertThat(declared.at("/description").asString()).as(name).contains(answer.code());
        }
        called.add(name + (answer.status() < 300 ? " allowed" : " refused"));
        return answer;
    }

    private record Operation(String method, String path, JsonNode node) {}

    private Operation operation(String name) {
        JsonNode paths = document.at("/paths");
        for (String path : paths.propertyNames()) {
            for (String method : paths.get(path).propertyNames()) {
                JsonNode node = paths.get(path).get(method);
                if (node.at("/operationId").asString().equals(name)) {
                    return new Operation(method.toUpperCase(Locale.ROOT), path, node);
                }
            }
        }
        throw new AssertionError("no operation " + name);
    }

    @Test
    void everyRouteAnswersAsItDeclares() {
        hubAndDoors();
        nodes();
        String guest = people();
        channelsAndInvites();
        rehearsal();
        tempo();
        refusals(guest);
        call(room.owner, "closeSession", List.of(room.session), "{}");
        assertThat(call(room.owner, "snapshot", List.of(room.session), null).status())
                .isEqualTo(410);

        document.at("/paths")
                .forEach(path -> path.forEach(operation -> {
                    String name = operation.at("/operationId").asString();
                    assertThat(called).contains(name + " allowed");
                    JsonNode security = operation.at("/security");
                    if (!security.isEmpty() && !security.get(0).isEmpty()) {
                        assertThat(called).contains(name + " refused");
                    }
                }));
    }

    private void hubAndDoors() {
        TestClient stranger = room.hub.client();
        for (String name : List.of("hub", "alive", "ready", "metrics", "certificate", "mobileConfig")) {
            assertThat(call(stranger, name, List.of(), null).status()).isEqualTo(200);
        }
        room.hub.readiness(List.of(new ReadinessCheck("store", false, "disk full")));
        assertThat(call(stranger, "ready", List.of(), null).status()).isEqualTo(503);
        call(stranger, "exchange", List.of(), "{\"code\":\"AAAAAA\"}");
        stranger.keep(call(stranger, "exchange", List.of(), "{\"code\":\"" + room.code + "\",\"name\":\"Noor\"}"));
        call(stranger, "refresh", List.of(), "{\"refresh_token\":\"" + stranger.refreshToken + "\"}");
        call(stranger, "refresh", List.of(), "{\"refresh_token\":\"no.such\"}");
        call(room.owner, "createSession", List.of(), "{\"name\":\"Second\",\"kind\":\"lesson\"}");
        call(room.owner, "listSessions", List.of(), null);
        call(room.owner, "snapshot", List.of(room.session), null);
        call(room.owner, "changeSettings", List.of(room.session), "{\"talk_limit_s\":20,\"ducking\":\"focus\"}");
        call(room.owner, "rotateCode", List.of(room.session), "{}");
        call(room.owner, "mediaToken", List.of(room.session), "{\"floor\":\"ws\"}");
        call(room.owner, "qr", List.of(room.session), null);
    }

    private void nodes() {
        assertThat(call(room.owner, "nodes", List.of(), null).at("/waiting/0/node_id"))
                .isEqualTo(FakeNodes.STRANGER);
        assertThat(call(room.owner, "cluster", List.of(), null).at("/leader")).isEqualTo(FakeNodes.SELF);
        assertThat(call(room.owner, "doctor", List.of(), null).at("/findings/0/status"))
                .isEqualTo("ok");
        call(room.owner, "inviteNode", List.of(), "{}");
        assertThat(call(room.owner, "makeHub", List.of(FakeNodes.SELF), "{}").at("/verdict"))
                .isEqualTo("hub");
        assertThat(call(room.owner, "makeHub", List.of(FakeNodes.STRANGER), "{}")
                        .code())
                .isEqualTo("NODE_BEHIND");
        assertThat(call(room.owner, "makeHub", List.of(FakeNodes.OTHER_STRANGER), "{}")
                        .code())
                .isEqualTo("HUB_ELSEWHERE");
        assertThat(call(room.owner, "makeHub", List.of(FakeNodes.HUB), "{}").code())
                .isEqualTo("IS_HUB");
        assertThat(call(room.owner, "makeHub", List.of("ee".repeat(32)), "{}").code())
                .isEqualTo("NODE_UNKNOWN");
        assertThat(call(room.owner, "copyAnew", List.of(), "{}").at("/verdict")).isEqualTo("copies_anew");
        for (var refusal : List.of("IS_HUB", "NO_HUB", "LOG_HEALTHY", "STORAGE_FAILED")) {
            assertThat(call(room.owner, "copyAnew", List.of(), "{}").code()).isEqualTo(refusal);
        }
        call(room.owner, "admitNode", List.of(FakeNodes.STRANGER), "{}");
        call(room.owner, "removeNode", List.of(FakeNodes.OTHER_STRANGER), null);
        assertThat(call(room.owner, "removeNode", List.of(FakeNodes.HUB), null).code())
                .isEqualTo("IS_HUB");
        assertThat(call(room.owner, "removeNode", List.of(FakeNodes.SELF), null).code())
                .isEqualTo("IS_SELF");
        assertThat(call(room.owner, "removeNode", List.of(FakeNodes.STRANGER), null)
                        .code())
                .isEqualTo("NODE_UNKNOWN");
    }

    private String people() {
        String code = room.owner.get(room.path("/snapshot")).at("/session/code");
        TestClient guest = room.hub.client();
        guest.exchange(code, "Sam");
        guest.keep(call(guest, "join", List.of(room.session), "{}"));
        call(room.owner, "approve", List.of(room.session, guest.userId), "{\"role\":\"musician\"}");
        call(room.owner, "changeRole", List.of(room.session, guest.userId), "{\"role\":\"tech\"}");
        call(guest, "leave", List.of(room.session), "{}");
        TestClient other = room.hub.client();
        other.exchange(code, "Kim");
        other.join(room.session);
        call(room.owner, "removeParticipant", List.of(room.session, other.userId), null);
        return guest.userId;
    }

    private void channelsAndInvites() {
        String channel = call(
                        room.owner, "createChannel", List.of(room.session), "{\"name\":\"Band\",\"talk\":[\"md\"]}")
                .at("/channel/id");
        call(room.owner, "changeChannel", List.of(room.session, channel), "{\"mode\":\"open\"}");
        call(room.owner, "deleteChannel", List.of(room.session, channel), null);
        String code = call(
                        room.owner, "createInvite", List.of(room.session), "{\"role\":\"tech\",\"expires_in_s\":600}")
                .at("/code");
        call(room.owner, "listInvites", List.of(room.session), null);
        call(room.owner, "revokeInvite", List.of(room.session, code), null);
    }

    private void rehearsal() {
        List<String> here = List.of(room.session);
        String song = call(room.owner, "createSong", List.of(), SONG).at("/song/id");
        call(room.owner, "changeSong", List.of(song), SONG);
        call(room.owner, "getSong", List.of(song), null);
        call(room.owner, "listSongs", List.of(), null);
        call(room.owner, "exportSong", List.of(song), null);
        call(room.owner, "importSongs", List.of(), "{\"text\":\"{title: One}\\n[C]La\"}");
        String item = call(room.owner, "insertSong", here, "{\"song_id\":\"" + song + "\"}")
                .at("/item/item_id");
        TestClient.Answer setlist =
                call(room.owner, "replaceSetlist", here, "{\"items\":[{\"item_id\":\"" + item + "\",\"key\":\"A\"}]}");
        call(room.owner, "getChart", List.of(room.session, setlist.at("/items/0/chart_id")), null);
        call(room.owner, "changeSetlistItem", List.of(room.session, item), "{\"bpm\":88,\"clear\":[\"key\"]}");
        call(room.owner, "moveSetlistItem", List.of(room.session, item), "{}");
        call(room.owner, "setlist", here, null);
        call(room.owner, "selectSong", here, "{\"step\":\"next\"}");
        assertThat(call(room.owner, "selectSong", here, "{\"step\":\"next\"}").code())
                .isEqualTo("SETLIST_ENDS");
        call(room.owner, "sendCue", here, "{\"kind\":\"vamp\"}");
        String drums = "{\"slot_name\":\"drums\",\"user_id\":\"" + room.owner.userId + "\"}";
        call(room.owner, "assignSlot", here, drums);
        call(room.owner, "refuseClaim", here, drums);
        call(room.owner, "releaseSlot", here, "{\"slot_name\":\"drums\"}");
        call(room.owner, "claimSlot", here, "{\"slot_name\":\"drums\"}");
        call(room.owner, "defineSlot", here, "{\"label\":\"Camera 2\"}");
        call(room.owner, "removeSlot", List.of(room.session, "camera_2"), null);
        call(room.owner, "startPreflight", here, "{}");
        call(room.owner, "preflight", here, null);
        call(room.owner, "reportMetrics", here, METRICS);
        call(room.owner, "sessionMetrics", here, null);
        call(room.owner, "removeSetlistItem", List.of(room.session, item), null);
        call(room.owner, "restoreSetlistItem", List.of(room.session, item), "{}");
        call(room.owner, "deleteSong", List.of(song), null);
        assertThat(call(room.owner, "deleteSong", List.of(song), null).code()).isEqualTo("SONG_UNKNOWN");
    }

    private void tempo() {
        call(room.owner, "changeTempo", List.of(room.session), "{\"bpm\":92.5,\"time_signature\":\"6/8\"}");
        call(room.owner, "changeTempo", List.of(room.session), "{\"bpm\":300}");
        call(room.owner, "startTempo", List.of(room.session), "{\"count_in_bars\":2,\"count_in\":\"voice\"}");
        call(room.owner, "changeTempo", List.of(room.session), "{\"bpm\":80,\"at_bar\":9}");
        call(room.owner, "tempo", List.of(room.session), null);
        call(room.owner, "undoTempoChange", List.of(room.session), null);
        call(room.owner, "stopTempo", List.of(room.session), "{}");
        call(room.owner, "handOverTempo", List.of(room.session), "{\"user_id\":null}");
    }

    /** Without a token, and with the token of somebody who was not let in. */
    private void refusals(String somebody) {
        TestClient stranger = room.hub.client();
        TestClient outside = room.hub.client();
        outside.exchange(
                room.owner
                        .post("/session", "{\"name\":\"Else\",\"kind\":\"shift\"}")
                        .at("/code"),
                "Eve");
        document.at("/paths")
                .forEach(path -> path.forEach(operation -> {
                    String name = operation.at("/operationId").asString();
                    boolean open = operation.at("/security").isEmpty()
                            || operation.at("/security/0").isEmpty();
                    if (!open) {
                        String body = operation.has("requestBody") ? body(name) : null;
                        List<String> ids = List.of(room.session, somebody);
                        assertThat(call(stranger, name, ids, body).status())
                                .as(name)
                                .isEqualTo(401);
                        if (!"listSessions".equals(name)) {
                            assertThat(call(outside, name, ids, body).status())
                                    .as(name)
                                    .isEqualTo(403);
                        }
                    }
                }));
    }

    private static String body(String name) {
        return switch (name) {
            case "createSession" -> "{\"name\":\"Mine\",\"kind\":\"shift\"}";
            case "createChannel" -> "{\"name\":\"Mine\"}";
            case "changeRole" -> "{\"role\":\"md\"}";
            case "createSong", "changeSong" -> SONG;
            case "importSongs" -> "{\"text\":\"La\"}";
            case "insertSong" -> "{\"song_id\":\"s1\"}";
            case "replaceSetlist" -> "{\"items\":[]}";
            case "selectSong" -> "{\"step\":\"next\"}";
            case "sendCue" -> "{\"kind\":\"cut\"}";
            case "assignSlot", "refuseClaim" -> "{\"slot_name\":\"drums\",\"user_id\":\"u1\"}";
            case "releaseSlot", "claimSlot" -> "{\"slot_name\":\"drums\"}";
            case "defineSlot" -> "{\"label\":\"Camera 2\"}";
            case "reportMetrics" -> METRICS;
            default -> "{}";
        };
    }

    @Test
    void aMemberMayOnlyDoWhatTheRoleSays() {
        TestClient member = room.member("Noor");
        for (String name : List.of("changeSettings", "rotateCode", "closeSession", "createChannel", "createInvite")) {
            TestClient.Answer answer = call(member, name, List.of(room.session), body(name));
            assertThat(answer.status()).as(name).isEqualTo(403);
            assertThat(answer.code()).isEqualTo("NOT_ALLOWED");
            assertThat(answer.at("/error/message")).contains("MD");
        }
        assertThat(call(member, "listInvites", List.of(room.session), null).status())
                .isEqualTo(403);
        assertThat(call(member, "qr", List.of(room.session), null).status()).isEqualTo(403);
        assertThat(call(member, "removeParticipant", List.of(room.session, room.owner.userId), null)
                        .status())
                .isEqualTo(403);
    }

    @Test
    void checkerSeesWhatDoesNotFit() {
        JsonNode schema = document.at("/components/schemas/SessionBrief");
        JsonNode good = room.hub.client().exchange(room.code, "Noor").json().at("/session");
        assertThat(SchemaCheck.faults(document, schema, good)).isEmpty();
        var codec = new JsonCodec();
        assertThat(SchemaCheck.faults(
                        document, schema, codec.readTree("{\"id\":1,\"name\":\"x\",\"kind\":\"party\",\"more\":1}")))
                .hasSize(4);
    }
}
