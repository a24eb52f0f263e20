package dev.tutti.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** The library over REST: kept, found, imported, exported. */
class SongsTest {
    private static final String MOLLY = """
            {"title":"Molly Malone","artist":"Trad.","key":"F","bpm":96.5,"time_signature":"3/4","duration_s":180,
             "notes":"Softly","chart":{"key":"F","sections":[{"id":"v1","kind":"pre_chorus","label":"Verse 1","lines":[
             {"kind":"lyrics","parts":[{"chord":"F","text":"In Dublin's "},{"text":"fair city"}]}]}]}}""";

    private final TestRoom room = new TestRoom();

    @AfterEach
    void stop() {
        room.close();
    }

    @Test
    void aSongComesBackAsItWasGiven() {
        TestClient.Answer saved = room.owner.post("/songs", MOLLY);
        assertThat(saved.status()).isEqualTo(201);

        JsonNode song = room.owner.get("/songs/" + saved.at("/song/id")).json().at("/song");
        assertThat(song.at("/time_signature").asString()).isEqualTo("3/4");
        assertThat(song.at("/bpm").asDouble()).isEqualTo(96.5);
        assertThat(song.at("/chart/sections/0/kind").asString()).isEqualTo("pre_chorus");
        assertThat(song.at("/chart/sections/0/lines/0/parts/0/chord").asString())
                .isEqualTo("F");
        assertThat(song.at("/chart/sections/0/lines/0/parts/1/chord").isMissingNode())
                .isTrue();
    }

    @Test
    void theSameKeyMakesOneSong() {
        room.owner.send("POST", "/songs", MOLLY, "one-press-1");
        room.owner.send("POST", "/songs", MOLLY, "one-press-1");

        assertThat(room.owner.get("/songs?q=molly").json().at("/total").asInt(0))
                .isEqualTo(1);
    }

    @Test
    void songsAreListedInPages() {
        for (String title : new String[] {"C", "A", "B"}) {
            room.owner.post("/songs", "{\"title\":\"" + title + "\"}");
        }
        TestClient.Answer first = room.owner.get("/songs?limit=2");
        assertThat(first.json().at("/songs")).hasSize(2);
        assertThat(first.json().at("/total").asInt(0)).isEqualTo(3);
        TestClient.Answer rest = room.owner.get("/songs?limit=2&after=" + first.at("/songs/1/id"));
        assertThat(rest.json().at("/songs")).hasSize(1);
        assertThat(rest.at("/songs/0/title")).isEqualTo("C");
        assertThat(room.owner.get("/songs?limit=0").code()).isEqualTo("VALUE_INVALID");
        assertThat(room.owner.get("/songs?limit=many").code()).isEqualTo("VALUE_INVALID");
        assertThat(room.owner.get("/songs?q=" + "x".repeat(101)).code()).isEqualTo("VALUE_INVALID");
    }

    @Test
    void membersReadAndOnlyWhoMayChangesSongs() {
        String id = room.owner.post("/songs", MOLLY).at("/song/id");
        TestClient noor = room.member("Noor");

        assertThat(noor.get("/songs/" + id).status()).isEqualTo(200);
        assertThat(noor.get("/songs").json().at("/songs")).hasSize(1);
        assertThat(noor.send("PUT", "/songs/" + id, MOLLY).code()).isEqualTo("NOT_ALLOWED");
        assertThat(noor.delete("/songs/" + id).code()).isEqualTo("NOT_ALLOWED");
        TestClient waiting = room.waiting("Eve");
        assertThat(waiting.get("/songs/" + id).code()).isEqualTo("NOT_ADMITTED");
        assertThat(waiting.get("/songs").code()).isEqualTo("NOT_ADMITTED");
    }

    @Test
    void whatIsNoSongIsRefusedWithItsField() {
        assertThat(room.owner.post("/songs", "{\"title\":\"\"}").code()).isEqualTo("VALUE_INVALID");
        assertThat(room.owner.post("/songs", "{\"title\":\"x\",\"key\":\"H\"}").at("/error/details/field"))
                .isEqualTo("key");
        assertThat(room.owner
                        .post("/songs", "{\"title\":\"x\",\"time_signature\":\"7/8\"}")
                        .code())
                .isEqualTo("VALUE_INVALID");
        assertThat(room.owner
                        .post("/songs", "{\"title\":\"x\",\"time_signature\":\"four_four\"}")
                        .code())
                .isEqualTo("VALUE_INVALID");
        assertThat(room.owner.post("/songs", "{\"title\":\"x\",\"bpm\":300}").code())
                .isEqualTo("VALUE_INVALID");
        assertThat(room.owner.send("PUT", "/songs/nowhere", MOLLY).code()).isEqualTo("SONG_UNKNOWN");
        assertThat(room.owner.get("/songs/no%20id").code()).isEqualTo("SONG_UNKNOWN");
    }

    @Test
    void aChartOfSixtyFourKilobytesFitsAndALargerOneIsRefused() {
        assertThat(room.owner.post("/songs", withLines(64)).status()).isEqualTo(201);
        assertThat(room.owner.post("/songs", withLines(67)).at("/error/details/field"))
                .isEqualTo("chart");
        assertThat(room.owner.post("/songs", withLines(600)).code()).isEqualTo("BODY_TOO_LARGE");
    }

    private static String withLines(int kilobytes) {
        String line = "{\"kind\":\"lyrics\",\"parts\":[{\"text\":\"" + "x".repeat(1_000) + "\"}]}";
        return "{\"title\":\"Long\",\"chart\":{\"sections\":[{\"id\":\"v\",\"kind\":\"verse\",\"label\":\"\",\"lines\":["
                + (line + ",").repeat(kilobytes - 1) + line + "]}]}}";
    }

    @Test
    void aFullLibrarySaysSo() {
        room.hub.songs.room = 1;
        room.owner.post("/songs", MOLLY);

        assertThat(room.owner.post("/songs", "{\"title\":\"One more\"}").code()).isEqualTo("LIMIT_REACHED");
    }

    @Test
    void whatIsExportedIsImportedAgain() {
        String id = room.owner.post("/songs", MOLLY).at("/song/id");

        for (String format : new String[] {"chordpro", "openlyrics", "openlyrics-0.8", "text"}) {
            TestClient.Answer file = room.owner.get("/songs/" + id + "/export?format=" + format);
            assertThat(file.status()).isEqualTo(200);
            assertThat(file.header("Content-Disposition")).contains("Molly Malone");
            TestClient.Answer back = room.owner.post(
                    "/songs/import",
                    "{\"format\":\"" + format.replace("-0.8", "") + "\",\"text\":"
                            + quoted(file.raw().body()) + "}");
            assertThat(back.status()).as(back.text()).isEqualTo(200);
            assertThat(back.at("/songs/0/title")).isEqualTo("Molly Malone");
        }
        assertThat(room.owner.get("/songs/" + id + "/export?format=pdf").code()).isEqualTo("VALUE_INVALID");
        assertThat(room.owner.get("/songs").json().at("/total").asInt(0)).isEqualTo(1);
    }

    private static String quoted(byte[] text) {
        return "\""
                + new String(text, StandardCharsets.UTF_8)
                        .replace("\\", "\\\\")
                        .replace("\"", "\\\"")
                        .replace("\r", "")
                        .replace("\t", "\\t")
                        .replace("\n", "\\n")
                + "\"";
    }

    @Test
    void aMalformedFileIsRefusedWithLineAndColumn() {
        TestClient.Answer refused = room.owner.post(
                "/songs/import", "{\"format\":\"openlyrics\",\"text\":\"<song>\\n  <properties>\\n</song>\"}");

        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.code()).isEqualTo("SONG_MALFORMED");
        assertThat(refused.json().at("/error/details/line").asInt(0)).isEqualTo(3);
        assertThat(refused.json().at("/error/details/column").asInt(0)).isPositive();
    }

    @Test
    void aTextLongerThanAFileMayBeIsRefusedWithItsFieldAndLimit() {
        TestClient.Answer refused =
                room.owner.post("/songs/import", "{\"text\":\"" + "la la la\\n".repeat(60_000) + "\"}");

        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.code()).isEqualTo("VALUE_INVALID");
        assertThat(refused.at("/error/details/field")).isEqualTo("text");
        assertThat(refused.at("/error/message")).contains("524288");
    }

    @Test
    void anImportChangesNothingSoItNeedsNoKey() {
        assertThat(room.owner
                        .send("POST", "/songs/import", "{\"text\":\"{title: One}\\n[C]La\"}", "")
                        .status())
                .isEqualTo(200);
        assertThat(room.owner.send("POST", "/songs", MOLLY, "").code()).isEqualTo("IDEMPOTENCY_KEY_MISSING");
    }
}
