package dev.tutti.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RatchetTest {
    private final Ratchet ratchet = Ratchet.parse("file", "file a.ts 440 one table\nmethod a.ts 60 another rule");

    private List<String> faults(int size) {
        return ratchet.faults(Map.of("a.ts", size), 400);
    }

    @Test
    void anExceptionFitsExactly() {
        assertThat(faults(440)).isEmpty();
        assertThat(faults(441)).containsExactly("a.ts: 441, allowed 440");
        assertThat(faults(439)).containsExactly("ratchet.txt: a.ts needs 439, is allowed 440");
        assertThat(faults(400)).containsExactly("ratchet.txt: a.ts needs no exception any more");
    }
}
