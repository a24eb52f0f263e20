package dev.tutti.foundation;

import java.util.Arrays;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;

/** A bounded table of values by 64-bit keys that a packet path looks into without allocating; owned by one thread. */
public final class LongTable<V> {
    private static final int SMALLEST = 8;

    private final int most;
    private long[] keys = new long[SMALLEST];
    private @Nullable Object[] values = new Object[SMALLEST];
    private int count;

    /** @param most how many values it takes */
    public LongTable(int most) {
        this.most = most;
    }

    @SuppressWarnings("unchecked") // only put stores values
    public @Nullable V find(long key) {
        return (V) values[slot(key)];
    }

    /** The value of that key, made now when there is none; null when the table is full. */
    public @Nullable V findOr(long key, LongFunction<V> maker) {
        V found = find(key);
        if (found == null && count < most) {
            found = maker.apply(key);
            put(key, found);
        }
        return found;
    }

    /** False, and nothing changed, when the table is full. */
    public boolean put(long key, V value) {
        int slot = slot(key);
        if (values[slot] == null) {
            if (count == most) {
                return false;
            }
            count++;
            if (2 * count > values.length) {
                grow();
                slot = slot(key);
            }
        }
        keys[slot] = key;
        values[slot] = value;
        return true;
    }

    public int count() {
        return count;
    }

    /** Takes the key away; what stood behind it moves up. */
    public void remove(long key) {
        int mask = values.length - 1;
        int hole = slot(key);
        if (values[hole] == null) {
            return;
        }
        count--;
        values[hole] = null;
        for (int next = (hole + 1) & mask; values[next] != null; next = (next + 1) & mask) {
            int home = home(keys[next]);
            // It may move when its home does not lie behind the hole.
            if (((next - home) & mask) >= ((next - hole) & mask)) {
                keys[hole] = keys[next];
                values[hole] = values[next];
                values[next] = null;
                hole = next;
            }
        }
    }

    public void clear() {
        Arrays.fill(values, null);
        count = 0;
    }

    private int slot(long key) {
        int mask = values.length - 1;
        int at = home(key);
        while (values[at] != null && keys[at] != key) {
            at = (at + 1) & mask;
        }
        return at;
    }

    private int home(long key) {
        long mixed = key * 0x9E37_79B9_7F4A_7C15L;
        return (int) (mixed >>> 32) & (values.length - 1);
    }

    private void grow() {
        long[] oldKeys = keys;
        @Nullable Object[] oldValues = values;
        keys = new long[oldKeys.length * 2];
        values = new Object[oldValues.length * 2];
        for (int i = 0; i < oldValues.length; i++) {
            if (oldValues[i] != null) {
                int slot = slot(oldKeys[i]);
                keys[slot] = oldKeys[i];
                values[slot] = oldValues[i];
            }
        }
    }
}
