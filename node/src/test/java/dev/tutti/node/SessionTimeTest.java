package dev.tutti.node;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tutti.session.core.FactStore;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class SessionTimeTest {
    private static final long S = 1_000_000_000L;

    private final Facts facts = new Facts();
    private long monotonicNs = 77 * S;
    private Instant civil = Instant.parse("2026-05-01T10:00:00Z");

    private SessionTime open(String bootId) {
        return SessionTime.open(facts, () -> monotonicNs, () -> civil, bootId);
    }

    private void pass(long seconds) {
        monotonicNs += seconds * S;
        civil = civil.plusSeconds(seconds);
    }

    @Test
    void theFirstStartBeginsWithCivilTime() {
        assertThat(open("boot-1").nowUs()).isEqualTo(civil.toEpochMilli() * 1_000);
    }

    @Test
    void aRestartOfTheHubGoesOnToTheMicrosecondWhateverCivilTimeDoes() {
        SessionTime before = open("boot-1");
        pass(100);
        civil = civil.plusSeconds(3_600);
        SessionTime after = open("boot-1");

        assertThat(after.nowUs()).isEqualTo(before.nowUs());
    }

    @Test
    void aStartOfTheMachineGoesOnByCivilTime() {
        SessionTime before = open("boot-1");
        pass(100);
        before.close();
        long then = before.nowUs();
        monotonicNs = 5 * S;
        civil = civil.plusSeconds(60);

        assertThat(open("boot-2").nowUs()).isEqualTo(then + 60_000_000);
    }

    @Test
    void aMachineWhoseClockWasSetBackDoesNotRepeatSessionTime() {
        SessionTime before = open("boot-1");
        pass(100);
        before.close();
        long then = before.nowUs();
        monotonicNs = 5 * S;
        civil = civil.minusSeconds(86_400);

        assertThat(open("boot-2").nowUs()).isEqualTo(then);
    }

    @Test
    void aSystemWithoutBootIdsGoesByCivilTime() {
        SessionTime before = open("");
        pass(100);
        before.close();
        pass(20);

        assertThat(open("").nowUs()).isEqualTo(before.nowUs());
    }

    @Test
    void whatCannotBeReadIsLikeAFirstStart() {
        facts.put("hub/session_time", "boot-1 soon 3".getBytes(java.nio.charset.StandardCharsets.UTF_8));

        assertThat(open("boot-1").nowUs()).isEqualTo(civil.toEpochMilli() * 1_000);
    }

    private static final class Facts implements FactStore {
        private final TreeMap<String, byte[]> rows = new TreeMap<>();

        @Override
        public Optional<byte[]> get(String key) {
            return Optional.ofNullable(rows.get(key));
        }

        @Override
        public void put(String key, byte[] value) {
            rows.put(key, value);
        }

        @Override
        public boolean replace(String key, byte @Nullable [] expected, byte[] value) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void delete(String key) {
            rows.remove(key);
        }

        @Override
        public List<String> keys(String prefix, int limit) {
            return List.of();
        }
    }
}
