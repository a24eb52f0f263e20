package dev.tutti.session.songs;

import java.util.List;

/** A line of a chart, in parts that each begin at a chord. */
public record Line(LineKind kind, List<Part> parts) {
    public Line {
        parts = List.copyOf(parts);
    }
}
