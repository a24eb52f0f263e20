package dev.tutti.foundation;

/** The id of an entry of a setlist, unique in its session. */
public record ItemId(String value) implements Comparable<ItemId> {
    public ItemId {
        Identifier.checked("item id", value);
    }

    /** Whether text from outside can be such an id. */
    public static boolean isValid(String text) {
        return Identifier.isValid(text);
    }

    @Override
    public int compareTo(ItemId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
