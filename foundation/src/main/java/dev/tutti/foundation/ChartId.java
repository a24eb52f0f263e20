package dev.tutti.foundation;

/** The id of a chart: a hash of its content, so the same chart has the same id everywhere. */
public record ChartId(String value) implements Comparable<ChartId> {
    public ChartId {
        Identifier.checked("chart id", value);
    }

    /** Whether text from outside can be such an id. */
    public static boolean isValid(String text) {
        return Identifier.isValid(text);
    }

    @Override
    public int compareTo(ChartId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
