package dev.tutti.session.core;

import static dev.tutti.session.Scene.BEN;
import static dev.tutti.session.Scene.HOST;
import static dev.tutti.session.Scene.PRIYA;
import static dev.tutti.session.Scene.SESSION;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tutti.foundation.EventId;
import dev.tutti.foundation.SongId;
import dev.tutti.foundation.UserId;
import dev.tutti.session.CommittedEvent;
import dev.tutti.session.Scene;
import dev.tutti.session.SessionKind;
import dev.tutti.session.SlotEvent;
import dev.tutti.session.SlotName;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class SlotMemoryTest {
    private static final SlotName DRUMS = new SlotName("drums");
    private static final SlotName BASS = new SlotName("bass");

    private final Facts facts = new Facts();

    /** Facts in memory; those of a disk that fails throw. */
    private static final class Facts implements FactStore {
        private final Map<String, byte[]> values = new ConcurrentSkipListMap<>();
        private volatile boolean failing;

        @Override
        public Optional<byte[]> get(String key) {
            return Optional.ofNullable(values.get(key));
        }

        @Override
        public void put(String key, byte[] value) {
            if (failing) {
                throw new StoreException(StoreException.Kind.FAILED, "the disk of the test fails");
            }
            values.put(key, value);
        }

        @Override
        public boolean replace(String key, byte @Nullable [] expected, byte[] value) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void delete(String key) {
            values.remove(key);
        }

        @Override
        public List<String> keys(String prefix, int limit) {
            return values.keySet().stream()
                    .filter(key -> key.startsWith(prefix))
                    .limit(limit)
                    .toList();
        }
    }

    private static void tell(SlotMemory memory, UserId user, SlotName slot, @Nullable SongId song, long atMs) {
        var event = new SlotEvent.SlotAssigned(slot, song, user, HOST);
        var committed =
                new CommittedEvent(1, atMs, SESSION, atMs, new EventId("e" + atMs), HOST, "k", "h", atMs, event);
        memory.committed(Scene.of(SessionKind.REHEARSAL).state(), List.of(committed));
    }

    @Test
    void whatSomebodyFilledLastIsKnownAtOnceAndAfterARestart() {
        try (var memory = new SlotMemory(facts)) {
            tell(memory, BEN, DRUMS, null, 1);
            tell(memory, BEN, BASS, null, 2);

            assertThat(memory.heldBefore(BEN)).contains(BASS);
            assertThat(memory.heldBefore(PRIYA)).isEmpty();
        }
        try (var memory = new SlotMemory(facts)) {
            assertThat(memory.heldBefore(BEN)).contains(BASS);
        }
    }

    @Test
    void aSlotForOneSongIsNotRemembered() {
        try (var memory = new SlotMemory(facts)) {
            tell(memory, BEN, DRUMS, new SongId("molly"), 1);

            assertThat(memory.heldBefore(BEN)).isEmpty();
        }
    }

    @Test
    void whoCameLongestAgoIsForgottenAlsoOnTheDisk() {
        try (var memory = new SlotMemory(facts, 2)) {
            tell(memory, BEN, DRUMS, null, 1);
            tell(memory, PRIYA, BASS, null, 2);
            tell(memory, BEN, DRUMS, null, 3);
            tell(memory, HOST, BASS, null, 4);
        }
        try (var memory = new SlotMemory(facts, 2)) {
            assertThat(memory.heldBefore(PRIYA)).isEmpty();
            assertThat(memory.heldBefore(BEN)).contains(DRUMS);
            assertThat(memory.heldBefore(HOST)).contains(BASS);
            tell(memory, PRIYA, BASS, null, 5);
            assertThat(memory.heldBefore(BEN)).isEmpty();
        }
    }

    @Test
    void aFailingDiskCostsOnlyTheSuggestion() {
        facts.failing = true;
        try (var memory = new SlotMemory(facts)) {
            tell(memory, BEN, DRUMS, null, 1);

            assertThat(memory.heldBefore(BEN)).contains(DRUMS);
        }
        try (var memory = new SlotMemory(facts)) {
            assertThat(memory.heldBefore(BEN)).isEmpty();
        }
    }

    @Test
    void whatIsNotAMemoryIsPassedOver() {
        facts.values.put("slot.memory/ben", new byte[] {1});
        facts.values.put("slot.memory/priya", "\0\0\0\0\0\0\0\1NOT A SLOT".getBytes(StandardCharsets.US_ASCII));
        try (var memory = new SlotMemory(facts)) {
            assertThat(memory.heldBefore(BEN)).isEmpty();
            assertThat(memory.heldBefore(PRIYA)).isEmpty();
        }
    }
}
