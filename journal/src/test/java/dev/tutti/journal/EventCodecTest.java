package dev.tutti.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tutti.foundation.EventId;
import dev.tutti.foundation.SessionId;
import dev.tutti.foundation.UserId;
import dev.tutti.session.Displacement;
import dev.tutti.session.Event;
import dev.tutti.session.EventName;
import dev.tutti.session.MergeEvent;
import dev.tutti.session.SessionState;
import dev.tutti.session.Settings;
import dev.tutti.session.VoiceWay;
import dev.tutti.session.core.StoreException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class EventCodecTest {
    private static final Event DISPLACED = new MergeEvent.MergeDisplaced(
            new EventId("e1"),
            new Event.ParticipantRenamed(new UserId("maya"), "May"),
            new UserId("maya"),
            Displacement.CHANGED_MEANWHILE);

    private final EventCodec codec = new EventCodec();

    @Test
    void anEventThatStandsInAnotherOneIsReadBack() {
        String json = codec.encode(DISPLACED);

        assertThat(json)
                .isEqualTo("{\"original\":\"e1\",\"type\":\"participant.renamed\",\"event\":{\"user_id\":\"maya\","
                        + "\"name\":\"May\"},\"author\":\"maya\",\"reason\":\"CHANGED_MEANWHILE\"}");
        assertThat(codec.decode("merge.displaced", json)).isEqualTo(DISPLACED);
    }

    @Test
    void everyEventComesBackAsItWas() {
        for (Event event : all()) {
            assertThat(codec.decode(EventName.of(event), codec.encode(event))).isEqualTo(event);
        }
    }

    @Test
    void everyTypeOfEventHasASampleAndAName() {
        Set<Class<?>> sampled = new HashSet<>();
        all().forEach(event -> {
            sampled.add(event.getClass());
            assertThat(EventName.type(EventName.of(event))).contains(event.getClass());
        });

        assertThat(sampled).isEqualTo(records(Event.class));
    }

    @Test
    void eventsAreWrittenAsTheGoldenFileSays() throws IOException {
        var lines = new ArrayList<String>();
        for (Event event : Samples.oneOfEach()) {
            lines.add(EventName.of(event) + " " + codec.encode(event));
        }

        assertThat(String.join("\n", lines)).isEqualTo(golden("events.txt"));
    }

    @Test
    void whatABandDoesIsWrittenAsTheGoldenFileSays() throws IOException {
        var lines = new ArrayList<String>();
        for (Event event : Stream.concat(Samples.rehearsal().stream(), Samples.afterwards().stream())
                .toList()) {
            lines.add(EventName.of(event) + " " + codec.encode(event));
        }

        assertThat(String.join("\n", lines)).isEqualTo(golden("rehearsal.txt"));
    }

    @Test
    void whatTheClickDoesIsWrittenAsTheGoldenFileSays() throws IOException {
        var lines = new ArrayList<String>();
        for (Event event : Samples.tempo()) {
            lines.add(EventName.of(event) + " " + codec.encode(event));
        }

        assertThat(String.join("\n", lines)).isEqualTo(golden("tempo.txt"));
    }

    @Test
    void everyEventThatWasEverWrittenCanBeRead() throws IOException {
        for (String file : List.of("events.txt", "rehearsal.txt", "rehearsal-v1.txt", "settings-v1.txt", "tempo.txt")) {
            for (String line : golden(file).lines().toList()) {
                String[] parts = line.split(" ", 2);

                assertThat(EventName.of(codec.decode(parts[0], parts[1]))).isEqualTo(parts[0]);
            }
        }
    }

    @Test
    void settingsFromBeforeThereWasAChoiceLetVoicesGoThroughTheHub() throws IOException {
        for (String line : golden("settings-v1.txt").lines().toList()) {
            String[] parts = line.split(" ", 2);
            Settings settings = codec.decode(parts[0], parts[1]) instanceof Event.SettingsChanged changed
                    ? changed.settings()
                    : ((Event.SessionCreated) codec.decode(parts[0], parts[1])).settings();

            assertThat(settings.voice()).isEqualTo(VoiceWay.HUB);
        }
    }

    @Test
    void stateIsWrittenAsTheGoldenFileSays() throws IOException {
        assertThat(codec.encode(folded())).isEqualTo(golden("state.json"));
    }

    @Test
    void stateComesBackAsItWas() {
        SessionState state = folded();

        assertThat(codec.decodeState(codec.encode(state))).isEqualTo(state);
    }

    @Test
    void fieldsOfANewerVersionAreSkipped() {
        Event event = codec.decode("participant.left", "{\"user_id\":\"maya\",\"mood\":\"happy\"}");

        assertThat(event).isEqualTo(new Event.ParticipantLeft(Samples.MAYA));
    }

    @Test
    void eventsOfANewerVersionAreRefusedWithAdvice() {
        assertThatThrownBy(() -> codec.decode("moon.landed", "{}"))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("newer Tutti");
    }

    @Test
    void anIdThatCannotBeOneIsRefused() {
        assertThatThrownBy(() -> codec.decode("participant.left", "{\"user_id\":\"a b\"}"))
                .isInstanceOf(StoreException.class);
    }

    private static SessionState folded() {
        List<Event> events = Samples.oneOfEach();
        SessionState state = SessionState.begin(new SessionId("s1"), 1, 1_000, events.getFirst());
        for (int i = 1; i < 16; i++) {
            state = state.apply(i + 1L, 1_000L + i, events.get(i));
        }
        for (Event event : Samples.rehearsal()) {
            state = state.apply(state.sequence() + 1, 2_000, event);
        }
        for (Event event : Samples.tempo().subList(0, 3)) {
            state = state.apply(state.sequence() + 1, 3_000, event);
        }
        return state;
    }

    private static List<Event> all() {
        return Stream.of(
                        Samples.oneOfEach(),
                        Samples.rehearsal(),
                        Samples.afterwards(),
                        Samples.tempo(),
                        List.of(DISPLACED))
                .flatMap(List::stream)
                .toList();
    }

    private static Set<Class<?>> records(Class<?> root) {
        Set<Class<?>> found = new HashSet<>();
        var waiting = new ArrayDeque<Class<?>>(List.of(root));
        while (!waiting.isEmpty()) {
            Class<?> next = waiting.remove();
            if (next.isSealed()) {
                waiting.addAll(List.of(next.getPermittedSubclasses()));
            } else {
                found.add(next);
            }
        }
        return found;
    }

    private static String golden(String name) throws IOException {
        try (InputStream in = EventCodecTest.class.getResourceAsStream("/golden/" + name)) {
            assertThat(in).as(name).isNotNull();
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).strip();
        }
    }
}
