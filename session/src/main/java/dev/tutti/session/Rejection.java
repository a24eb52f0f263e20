package dev.tutti.session;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/** Why not: a code for programs, a sentence for people, details for both: numbers, flags, and texts. */
public record Rejection(RejectionCode code, String message, Map<String, Object> details) {
    public Rejection {
        details = Collections.unmodifiableMap(new TreeMap<>(details));
    }

    public static Rejection of(RejectionCode code, String message) {
        return new Rejection(code, message, Map.of());
    }

    public Rejection detail(String name, Object value) {
        var more = new TreeMap<>(details);
        more.put(name, value instanceof Number || value instanceof Boolean ? value : String.valueOf(value));
        return new Rejection(code, message, more);
    }
}
