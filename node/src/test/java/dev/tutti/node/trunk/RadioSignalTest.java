package dev.tutti.node.trunk;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class RadioSignalTest {
    private static final List<String> HEADER = List.of(
            "Inter-| sta-|   Quality        |   Discarded packets               | Missed | WE",
            " face | tus | link level noise |  nwid  crypt   frag  retry   misc | beacon | 22");

    private static int db(String... lines) {
        var all = new ArrayList<>(HEADER);
        all.addAll(List.of(lines));
        return RadioSignal.db(all);
    }

    @Test
    void theBestRadioCounts() {
        assertThat(db(
                        "wlan0: 0000   54.  -56.  -256        0      0      0      0     12        0",
                        "wlan1: 0000   20.  -81.  -256        0      0      0      0     12        0"))
                .isEqualTo(56);
    }

    @Test
    void withoutARadioNothingIsKnown() {
        assertThat(db()).isZero();
        assertThat(RadioSignal.db(List.of())).isZero();
    }

    @Test
    void whatIsNoLevelSaysNothing() {
        assertThat(db("wlan0: 0000   54.  strong  -256", "wlan1: 0000 1. 40. 0", "broken"))
                .isZero();
    }
}
