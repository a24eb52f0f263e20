package dev.tutti.session.core;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import dev.tutti.foundation.Entropy;
import dev.tutti.foundation.UserId;
import dev.tutti.session.Admission;
import dev.tutti.session.ChannelSpec;
import dev.tutti.session.Command;
import dev.tutti.session.CreateSession;
import dev.tutti.session.SessionKind;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** What a request's command did behind the mailbox is found in the log by the request's id. */
class WriterLogTest {
    private static final UserId MAYA = new UserId("maya");
    private static final SessionWriter.Clocks CLOCKS =
            new SessionWriter.Clocks(() -> Instant.ofEpochMilli(1_800_000_000_000L), () -> 1_800_000_000_000_000L);

    private final Logger log = (Logger) LoggerFactory.getLogger(SessionWriter.class);
    private final List<ILoggingEvent> lines = new ArrayList<>();
    private final AppenderBase<ILoggingEvent> keeper = new AppenderBase<>() {
        @Override
        protected void append(ILoggingEvent line) {
            lines.add(line);
        }
    };
    private final MemoryEventStore store = new MemoryEventStore();
    private final SessionWriter writer = writer();

    private SessionWriter writer() {
        var command = new CreateSession("Band", SessionKind.REHEARSAL, Admission.APPROVAL, false, "Maya");
        var sessions = Sessions.open(store, CLOCKS, Entropy.seeded(7), CommitListener.NONE);
        return ((Sessions.Creation.Created) sessions.create(MAYA, "k1", command)).session();
    }

    @BeforeEach
    void listen() {
        keeper.start();
        log.setLevel(Level.INFO);
        log.setAdditive(false);
        log.addAppender(keeper);
    }

    @AfterEach
    void stop() {
        log.detachAppender(keeper);
        log.setLevel(null);
        log.setAdditive(true);
    }

    private void drive(String key, String channel, String requestId) {
        var command = new Command.CreateChannel(ChannelSpec.named(channel));
        writer.submit(new CommandEnvelope(MAYA, key, command, requestId)).join();
    }

    private static Map<String, String> names(ILoggingEvent line) {
        var names = new HashMap<String, String>();
        line.getKeyValuePairs().forEach(pair -> names.put(pair.key, String.valueOf(pair.value)));
        return names;
    }

    @Test
    void whatIsDoneAndWhatIsRefusedIsNamedAsItsRequest() {
        drive("c1", "Crew", "req-one-1");
        drive("c2", "crew", "req-two-2");

        assertThat(lines).hasSize(2);
        var whose = Map.of("session", writer.id().value(), "user", MAYA.value());
        assertThat(names(lines.getFirst())).containsAllEntriesOf(whose).containsEntry("request_id", "req-one-1");
        assertThat(lines.getFirst().getFormattedMessage()).contains("CreateChannel is done");
        assertThat(names(lines.getLast())).containsAllEntriesOf(whose).containsEntry("request_id", "req-two-2");
        assertThat(lines.getLast().getFormattedMessage()).contains("CreateChannel was refused with");
    }

    @Test
    void whatTheDiskDidNotTakeIsNamedToo() {
        store.failWith(StoreException.Kind.FULL);
        drive("c1", "Crew", "req-one-1");

        assertThat(lines).filteredOn(line -> line.getLevel() == Level.ERROR).hasSize(1);
        assertThat(lines.getLast().getFormattedMessage()).contains("was refused with STORAGE_FULL");
        assertThat(names(lines.getLast())).containsEntry("request_id", "req-one-1");
    }

    @Test
    void whatTheHubDoesByItselfAddsNoLine() {
        drive("c1", "Crew", "");
        assertThat(lines).isEmpty();
    }
}
