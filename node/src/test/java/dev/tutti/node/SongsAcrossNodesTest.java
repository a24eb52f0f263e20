package dev.tutti.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpRequest;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

/** Two whole hubs in this process: one library. */
class SongsAcrossNodesTest extends WithHubs {
    private Hub first;
    private String token;
    private int presses;

    @BeforeEach
    void open() throws Exception {
        first = hubs.start("first", Optional.empty(), Optional.empty());
        token = hubs.ownerToken(first);
    }

    /** The id of the song that was changed, or is new. */
    private String press(Hub at, String method, String path, String title) throws Exception {
        var request = HttpRequest.newBuilder(URI.create(at.reach().urls().localHttp() + "/songs" + path))
                .header("Authorization", "Bearer " + token)
                .header("Content-Type", "application/json")
                .header("Idempotency-Key", "song-press-" + presses++)
                .method(
                        method,
                        HttpRequest.BodyPublishers.ofString(title.isEmpty() ? "" : "{\"title\":\"" + title + "\"}"));
        var answer = hubs.send(request, "first");
        assertThat(answer.statusCode()).as(answer.body()).isBetween(200, 201);
        return new JsonMapper().readTree(answer.body()).at("/song/id").asString("");
    }

    private List<String> titles(Hub at) {
        return hubs.get(at, "/songs?limit=500", token)
                .at("/songs")
                .valueStream()
                .map(song -> song.at("/title").asString())
                .toList();
    }

    private void shows(Hub at, String... titles) throws InterruptedException {
        SeveralHubs.holds("it shows " + List.of(titles), () -> titles(at).equals(List.of(titles)));
    }

    @Test
    void whatIsWrittenChangedOrDeletedAtOneNodeIsSoAtTheOther() throws Exception {
        String molly = press(first, "POST", "", "Molly Malone");
        Hub second = hubs.joined(first, token);
        shows(second, "Molly Malone");

        press(second, "PUT", "/" + molly, "Sweet Molly Malone");
        shows(first, "Sweet Molly Malone");
        press(second, "POST", "", "Amazing Grace");
        shows(first, "Amazing Grace", "Sweet Molly Malone");
        press(first, "DELETE", "/" + molly, "");
        shows(second, "Amazing Grace");
    }

    @Test
    void aNodeThatWasAwayHasWhatTheOthersHaveAndTheyWhatItHad() throws Exception {
        Hub second = hubs.joined(first, token);
        String molly = press(first, "POST", "", "Molly Malone");
        String grace = press(second, "POST", "", "Amazing Grace");
        shows(first, "Amazing Grace", "Molly Malone");
        shows(second, "Amazing Grace", "Molly Malone");
        hubs.stop(second);
        press(first, "DELETE", "/" + molly, "");
        press(first, "PUT", "/" + grace, "Grace");
        List<String> many =
                IntStream.range(0, 40).mapToObj("Song %02d"::formatted).toList();
        for (String title : many) {
            press(first, "POST", "", title);
        }

        Hub again = hubs.restarted("second", SeveralHubs.Own.NONE);
        SeveralHubs.holds("the second has caught up", () -> titles(again).equals(titles(first)));
        assertThat(titles(again)).contains("Grace").containsAll(many).doesNotContain("Molly Malone", "Amazing Grace");
    }
}
