package dev.tutti.foundation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class LongTableTest {
    private static final int MOST = 64;

    @Test
    void behavesLikeAMapWhateverComesAndGoes() {
        for (long seed = 1; seed <= 200; seed++) {
            var random = new SplittableRandom(seed);
            var table = new LongTable<String>(MOST);
            Map<Long, String> map = new HashMap<>();
            for (int step = 0; step < 500; step++) {
                // Few keys, so that they meet; 0 is one like all others.
                long key = random.nextLong(0, 80) << (random.nextInt(0, 3) * 20);
                if (random.nextInt(3) == 0) {
                    table.remove(key);
                    map.remove(key);
                } else {
                    String value = "v" + step;
                    boolean taken = table.put(key, value);
                    assertThat(taken).as("seed %d", seed).isEqualTo(map.containsKey(key) || map.size() < MOST);
                    if (taken) {
                        map.put(key, value);
                    }
                }
                assertThat(table.count()).as("seed %d", seed).isEqualTo(map.size());
            }
            map.forEach((key, value) -> assertThat(table.find(key)).isEqualTo(value));
        }
    }

    @Test
    void aFullTableMakesNothingNew() {
        var table = new LongTable<String>(1);
        assertThat(table.findOr(1, _ -> "one")).isEqualTo("one");
        assertThat(table.findOr(2, _ -> "two")).isNull();
        assertThat(table.findOr(1, _ -> "another")).isEqualTo("one");
        table.clear();
        assertThat(table.findOr(2, _ -> "two")).isEqualTo("two");
    }
}
