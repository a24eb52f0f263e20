package dev.tutti.cluster;

import dev.tutti.session.core.FactStore;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Facts in memory; whoever keeps the object keeps the facts, as a disk does over a restart. */
public final class MemoryFacts implements FactStore {
    private final TreeMap<String, byte[]> facts = new TreeMap<>();
    private long writes;

    @Override
    public synchronized Optional<byte[]> get(String key) {
        return Optional.ofNullable(facts.get(key)).map(byte[]::clone);
    }

    @Override
    public synchronized void put(String key, byte[] value) {
        writes++;
        facts.put(key, value.clone());
    }

    @Override
    public synchronized boolean replace(String key, byte @Nullable [] expected, byte[] value) {
        if (!Arrays.equals(facts.get(key), expected)) {
            return false;
        }
        put(key, value);
        return true;
    }

    @Override
    public synchronized void delete(String key) {
        writes++;
        facts.remove(key);
    }

    @Override
    public synchronized List<String> keys(String prefix, int limit) {
        return facts.tailMap(prefix).keySet().stream()
                .takeWhile(key -> key.startsWith(prefix))
                .limit(limit)
                .toList();
    }

    public synchronized long writes() {
        return writes;
    }
}
