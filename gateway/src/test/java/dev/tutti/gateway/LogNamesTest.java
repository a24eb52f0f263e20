package dev.tutti.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import java.util.Map;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.JsonNode;

/** What happens on a connection is found in the log by the id that its errors carry. */
class LogNamesTest {
    private static final long PATIENCE_S = 10;

    private final Logger log = (Logger) LoggerFactory.getLogger("dev.tutti.gateway.events");
    private final LinkedBlockingQueue<ILoggingEvent> lines = new LinkedBlockingQueue<>();
    private final AppenderBase<ILoggingEvent> keeper = new AppenderBase<>() {
        @Override
        protected void append(ILoggingEvent line) {
            line.prepareForDeferredProcessing();
            lines.add(line);
        }
    };
    private final TestRoom room = new TestRoom();
    private int refusals;

    @BeforeEach
    void listen() {
        keeper.start();
        log.setLevel(Level.INFO);
        log.setAdditive(false);
        log.addAppender(keeper);
    }

    @AfterEach
    void stop() {
        room.close();
        log.detachAppender(keeper);
        log.setLevel(null);
        log.setAdditive(true);
    }

    @Test
    void refusedFrameAndCloseAreNamedAsTheErrorIs() throws InterruptedException {
        TestClient noor = room.member("Noor");
        EventSocket socket = noor.connect(room.session);
        socket.next("snapshot");
        socket.send("{\"type\":\"shout\",\"id\":\"f7\"}");
        JsonNode error = socket.next("error").at("/payload/error");
        var names =
                Map.of("request_id", error.at("/requestId").asString(), "session", room.session, "user", noor.userId);
        assertThat(line("to session").getMDCPropertyMap()).containsAllEntriesOf(names);
        assertThat(line("FRAME_UNKNOWN").getMDCPropertyMap()).isEqualTo(names);
        socket.close();
        assertThat(line("closed with 1000").getMDCPropertyMap()).isEqualTo(names);
    }

    @Test
    void whoSendsNonsenseAllTheTimeDoesNotFillTheLog() throws InterruptedException {
        EventSocket socket = room.member("Noor").connect(room.session);
        socket.next("snapshot");
        for (int i = 0; i < 100; i++) {
            socket.send("{\"type\":\"shout\"}");
        }
        for (int i = 0; i < 100; i++) {
            socket.next("error");
        }
        socket.close();
        line("closed with 1000");
        assertThat(refusals).isBetween(10, 20);
    }

    /** The next line that says this; refusals before it are counted. */
    private ILoggingEvent line(String words) throws InterruptedException {
        while (true) {
            ILoggingEvent next = lines.poll(PATIENCE_S, TimeUnit.SECONDS);
            assertThat(next).as("a line that says: %s", words).isNotNull();
            if (next.getFormattedMessage().contains(words)) {
                return next;
            }
            if (next.getFormattedMessage().contains("was refused")) {
                refusals++;
            }
        }
    }
}
