package dev.tutti.benchmarks.floor;

import org.jspecify.annotations.Nullable;

/** Finds single values in a frame without parsing it: the loop that reads a hundred connections must not be what is measured. */
public final class WireScan {
    private WireScan() {}

    /** The string value of the first {@code "key":"…"}, or null. */
    public static @Nullable String text(String frame, String key) {
        int at = valueStart(frame, key);
        if (at < 0 || at >= frame.length() || frame.charAt(at) != '"') {
            return null;
        }
        int end = frame.indexOf('"', at + 1);
        return end < 0 ? null : frame.substring(at + 1, end);
    }

    /** The whole number of the first {@code "key":…}, or −1. */
    public static long number(String frame, String key) {
        int at = valueStart(frame, key);
        int end = at;
        while (end >= 0 && end < frame.length() && Character.isDigit(frame.charAt(end))) {
            end++;
        }
        return at < 0 || end == at ? -1 : Long.parseLong(frame, at, end, 10);
    }

    private static int valueStart(String frame, String key) {
        int at = frame.indexOf("\"" + key + "\":");
        return at < 0 ? -1 : at + key.length() + 3;
    }
}
