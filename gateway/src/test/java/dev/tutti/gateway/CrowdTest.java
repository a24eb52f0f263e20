package dev.tutti.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tutti.gateway.events.EventSocketAdapter;
import dev.tutti.gateway.http.OpenConnections;
import dev.tutti.gateway.http.RateLimit;
import dev.tutti.gateway.socket.ConnectionTimes;
import dev.tutti.gateway.socket.Outbox;
import dev.tutti.gateway.wire.CloseCode;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocketHandshakeException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Too many connections, too often, too many frames: what is refused, how, and that others get on. */
class CrowdTest {
    private static final int TRIES = 5_000;
    private static final int FRAMES_OF_A_FLOOD = 2_300;

    private final Deque<AutoCloseable> open = new ArrayDeque<>();

    @AfterEach
    void stop() throws Exception {
        while (!open.isEmpty()) {
            open.pop().close();
        }
    }

    private TestRoom room(TestHub.Wishes wishes) {
        var room = new TestRoom(new TestHub(wishes));
        open.push(room);
        return room;
    }

    private static String ws(TestRoom room) {
        return "/ws?token=" + room.owner.token + "&session_id=" + room.session;
    }

    @Test
    void anAddressHasSoManyEventConnectionsAndAPlaceIsFreeWhenOneEnds() {
        TestRoom room = room(TestHub.Wishes.NONE.connections(new OpenConnections.Limits(100, 2)));
        EventSocket first = room.owner.connect(room.session);
        first.next("snapshot");
        room.owner.connect(room.session).next("snapshot");
        assertThat(room.owner.upgradeStatus(ws(room))).isEqualTo(429);
        assertThat(room.owner.get("/hub").status()).isEqualTo(200);

        first.vanish();
        openWhenThereIsRoom(http(), uri(room, ws(room))).next("snapshot");
    }

    /** The hub learns of a closed connection in its own time; what is refused until then is tried again. */
    private static EventSocket openWhenThereIsRoom(HttpClient http, URI uri) {
        for (int i = 0; i < TRIES; i++) {
            try {
                return EventSocket.open(http, uri, List.of());
            } catch (CompletionException e) {
                assertThat(e).hasCauseInstanceOf(WebSocketHandshakeException.class);
            }
        }
        throw new AssertionError("no place became free");
    }

    /** The hub counts a connection right after it said yes to it: who is as quick as that is let in, and closed. */
    private static int refusal(TestRoom room, String path) {
        int status = 101;
        for (int i = 0; i < TRIES && status == 101; i++) {
            status = room.owner.upgradeStatus(path);
        }
        return status;
    }

    private HttpClient http() {
        var http = HttpClient.newHttpClient();
        open.push(http::shutdownNow);
        return http;
    }

    private static URI uri(TestRoom room, String path) {
        return URI.create("ws://127.0.0.1:" + room.hub.port() + path);
    }

    @Test
    void aFullHubRefusesSignalling() {
        TestRoom room = room(TestHub.Wishes.NONE.connections(new OpenConnections.Limits(2, 100)));
        var http = http();
        var uri = uri(room, "/rtc?access_token=good");
        EventSocket first = EventSocket.open(http, uri, List.of());
        EventSocket.open(http, uri, List.of());
        assertThat(refusal(room, "/rtc?access_token=good")).isEqualTo(503);
        assertThat(room.owner.connect(room.session).next("snapshot").isEmpty()).isFalse();

        first.vanish();
        openWhenThereIsRoom(http, uri);
    }

    @Test
    void connectionsThatAskNothingAreRefusedInWordsAndThenNotAtAll() throws Exception {
        TestRoom room = room(TestHub.Wishes.NONE.connections(new OpenConnections.Limits(100, 4)));
        var sockets = new ArrayDeque<Socket>();
        String answer = "";
        while (!answer.startsWith("HTTP/1.1 429")) {
            assertThat(sockets).hasSizeLessThan(5);
            Socket socket = socket(room);
            sockets.push(socket);
            answer = ask(socket);
        }
        assertThat(answer).contains("TOO_MANY_CONNECTIONS").contains("Connection: close");

        while (!answer.isEmpty()) {
            assertThat(sockets).hasSizeLessThan(20);
            Socket socket = socket(room);
            sockets.push(socket);
            answer = socket.getInputStream().available() == 0 && isClosed(socket) ? "" : answer;
        }
    }

    private Socket socket(TestRoom room) throws IOException {
        var socket = new Socket(InetAddress.ofLiteral("127.0.0.1"), room.hub.port());
        open.push(socket);
        return socket;
    }

    /** Whether the hub hung up; one that may stay says nothing for a moment. */
    private static boolean isClosed(Socket socket) throws IOException {
        socket.setSoTimeout(300);
        try {
            return socket.getInputStream().read() < 0;
        } catch (SocketTimeoutException _) {
            return false;
        } catch (SocketException _) {
            return true;
        }
    }

    /** The start of the answer to a request, up to the end of what came at once. */
    private static String ask(Socket socket) throws IOException {
        socket.setSoTimeout(10_000);
        socket.getOutputStream()
                .write("GET /healthz HTTP/1.1\r\nHost: localhost\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
        var text = new StringBuilder();
        while (text.indexOf("}") < 0) {
            int read = socket.getInputStream().read();
            if (read < 0) {
                break;
            }
            text.append((char) read);
        }
        return text.toString();
    }

    @Test
    void opensAreLimitedPerMinuteForEventsAndForSignallingApart() {
        TestRoom room = room(TestHub.Wishes.NONE.limits(Map.of(RateLimit.CONNECT, 2, RateLimit.SIGNAL, 2)));
        for (int i = 0; i < 2; i++) {
            assertThat(room.owner.upgradeStatus(ws(room))).isEqualTo(101);
            assertThat(room.owner.upgradeStatus("/rtc?access_token=bad")).isEqualTo(401);
        }
        assertThat(room.owner.upgradeStatus(ws(room))).isEqualTo(429);
        assertThat(room.owner.upgradeStatus("/rtc/v1?access_token=good")).isEqualTo(429);
        TestClient.Answer validate = room.hub.client().get("/rtc/validate?access_token=good");
        assertThat(validate.status()).isEqualTo(429);
        assertThat(validate.header("Retry-After")).isNotEmpty();

        room.hub.clock.advance(Duration.ofMinutes(1));
        assertThat(room.owner.upgradeStatus(ws(room))).isEqualTo(101);
        assertThat(room.hub.client().get("/rtc/validate?access_token=good").status())
                .isEqualTo(200);
    }

    @Test
    void aFloodOfFramesIsFirstRefusedThenCutOffAndOthersGoOn() {
        var patient = new EventSocketAdapter.Settings(
                new Outbox.Limits(100_000, 64L * 1024 * 1024, 60_000), ConnectionTimes.DEFAULT);
        TestRoom room = room(TestHub.Wishes.NONE.events(patient));
        EventSocket calm = room.owner.connect(room.session);
        calm.next("snapshot");
        TestClient guest = room.member("Eve");
        EventSocket flood = guest.connect(room.session);
        flood.next("snapshot");
        try {
            for (int i = 0; i < FRAMES_OF_A_FLOOD; i++) {
                flood.send("{\"type\":\"ping\",\"payload\":{\"n\":" + i + "}}");
            }
        } catch (CompletionException cut) {
            assertThat(cut).hasRootCauseInstanceOf(IOException.class);
        }
        assertThat(flood.next("error").at("/payload/error/code").asString()).isEqualTo("TOO_MANY_FRAMES");
        assertThat(flood.closeCode())
                .isEqualTo(CloseCode.TOO_MANY_FRAMES.code())
                .isEqualTo(4429);
        calm.untilPong(1);
    }
}
