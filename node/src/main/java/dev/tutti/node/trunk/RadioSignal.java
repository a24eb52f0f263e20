package dev.tutti.node.trunk;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** How weak this machine's radio is, as Linux tells it; 0 with a cable, and where it is not known. */
final class RadioSignal {
    private static final Path WIRELESS = Path.of("/proc/net/wireless");
    private static final int HEADER_LINES = 2;
    private static final int LEVEL_COLUMN = 3;
    private static final int WEAKEST_DB = 120;

    private RadioSignal() {}

    /** −dBm of the best radio: 40 is strong, 80 is weak. */
    static int db() {
        try {
            return Files.isReadable(WIRELESS) ? db(Files.readAllLines(WIRELESS)) : 0;
        } catch (IOException _) {
            return 0;
        }
    }

    static int db(List<String> lines) {
        return lines.stream()
                .skip(HEADER_LINES)
                .map(line -> line.trim().split("\\s+"))
                .filter(columns -> columns.length > LEVEL_COLUMN)
                .mapToInt(columns -> level(columns[LEVEL_COLUMN]))
                .filter(db -> db > 0)
                .min()
                .orElse(0);
    }

    /** Such as {@code -56.}; what is no dBm of a radio says nothing. */
    private static int level(String text) {
        try {
            int dbm = (int) Double.parseDouble(text);
            return dbm < 0 && dbm >= -WEAKEST_DB ? -dbm : 0;
        } catch (NumberFormatException _) {
            return 0;
        }
    }
}
