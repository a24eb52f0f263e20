package dev.tutti.wire.sealed;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** The ring of bits against a set that forgets nothing. */
class ReplayWindowTest {
    private final ReplayWindow window = new ReplayWindow();

    @Test
    void theFirstMayBeAnyAndIsSeenOnce() {
        assertThat(window.isSeen(0)).isFalse();
        window.mark(0);
        assertThat(window.isSeen(0)).isTrue();
        assertThat(window.isSeen(1)).isFalse();
    }

    @Test
    void whatIsALittleLateIsTakenAndWhatIsTooLateIsOld() {
        window.mark(100_000);
        long oldest = 100_001 - ReplayWindow.SIZE;
        assertThat(window.isOld(oldest)).isFalse();
        assertThat(window.isSeen(oldest)).isFalse();
        assertThat(window.isOld(oldest - 1)).isTrue();
        assertThat(ReplayWindow.SIZE).isGreaterThanOrEqualTo(1_024);
    }

    @Test
    void itRemembersWhatASetRemembers() {
        long seed = Long.getLong("wire.seed", 20_261_121L);
        System.out.println("-Dwire.seed=" + seed);
        var random = new SplittableRandom(seed);
        var seen = new HashSet<Long>();
        long highest = 0;
        for (int i = 0; i < 200_000; i++) {
            long counter = Math.max(0, highest + random.nextInt(400) - 300 - random.nextInt(4) * 1_300L);
            if (random.nextInt(1_000) == 0) {
                counter = highest + random.nextInt(3 * ReplayWindow.SIZE);
            }
            boolean old = highest + 1 - counter > ReplayWindow.SIZE;
            assertThat(window.isOld(counter)).as("seed %d, step %d", seed, i).isEqualTo(old && !seen.isEmpty());
            if (!old) {
                assertThat(window.isSeen(counter))
                        .as("seed %d, step %d", seed, i)
                        .isEqualTo(seen.contains(counter));
                if (seen.add(counter)) {
                    window.mark(counter);
                    highest = Math.max(highest, counter);
                }
            }
        }
        assertThat(seen.size()).isGreaterThan(10_000);
    }
}
