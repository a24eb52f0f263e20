package dev.tutti.architecture;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The exceptions from a rule that has a limit: each with its own limit and a reason, and none that is not needed. */
final class Ratchet {
    private record Entry(int limit, String reason) {}

    private final Map<String, Entry> entries = new TreeMap<>();

    /** Reads the lines {@code rule where limit reason…} of {@code ratchet.txt} that belong to the rule. */
    static Ratchet of(String rule) {
        try (var in = Ratchet.class.getResourceAsStream("ratchet.txt")) {
            if (in == null) {
                throw new IllegalStateException("ratchet.txt is missing");
            }
            return parse(rule, new String(in.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Ratchet parse(String rule, String text) {
        var ratchet = new Ratchet();
        for (String line : text.lines().toList()) {
            String[] parts = line.strip().split("\\s+", 4);
            if (parts[0].equals(rule)) {
                if (parts.length < 4) {
                    throw new IllegalStateException("An exception needs a reason: " + line);
                }
                ratchet.entries.put(parts[1], new Entry(Integer.parseInt(parts[2]), parts[3]));
            }
        }
        return ratchet;
    }

    /** What is over the limit without an exception, and exceptions that are looser than they need to be. */
    List<String> faults(Map<String, Integer> sizes, int limit) {
        var faults = new ArrayList<String>();
        sizes.forEach((where, size) -> {
            var entry = entries.get(where);
            int allowed = entry == null ? limit : entry.limit();
            if (size > allowed) {
                faults.add("%s: %d, allowed %d".formatted(where, size, allowed));
            }
        });
        entries.forEach((where, entry) -> {
            int size = sizes.getOrDefault(where, 0);
            if (size <= limit) {
                faults.add("ratchet.txt: %s needs no exception any more".formatted(where));
            } else if (size < entry.limit()) {
                faults.add("ratchet.txt: %s needs %d, is allowed %d".formatted(where, size, entry.limit()));
            }
        });
        return faults;
    }
}
