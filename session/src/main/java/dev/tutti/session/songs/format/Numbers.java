package dev.tutti.session.songs.format;

import dev.tutti.session.songs.TimeSignature;
import java.util.Locale;

/** Figures as people write them. */
final class Numbers {
    private Numbers() {}

    /** 120 and 92.5, never 120.0. */
    static String plain(double value) {
        return value == Math.rint(value)
                ? String.valueOf(Math.round(value))
                : String.format(Locale.ROOT, "%.3f", value).replaceAll("0+$", "");
    }

    /** 3:45, and 1:02:30 from an hour on. */
    static String clock(int seconds) {
        return seconds < 3600
                ? String.format(Locale.ROOT, "%d:%02d", seconds / 60, seconds % 60)
                : String.format(Locale.ROOT, "%d:%02d:%02d", seconds / 3600, seconds / 60 % 60, seconds % 60);
    }

    static boolean isSignature(String text) {
        return TimeSignature.of(text.replaceAll("\\s", "")).isPresent()
                || text.strip().equalsIgnoreCase("C");
    }
}
