package dev.tutti.gateway;

import dev.tutti.session.core.FactStore;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Facts in memory. */
final class MemoryFactStore implements FactStore {
    private final TreeMap<String, byte[]> facts = new TreeMap<>();

    @Override
    public synchronized Optional<byte[]> get(String key) {
        return Optional.ofNullable(facts.get(key));
    }

    @Override
    public synchronized void put(String key, byte[] value) {
        facts.put(key, value);
    }

    @Override
    public synchronized boolean replace(String key, byte @Nullable [] expected, byte[] value) {
        if (!Arrays.equals(facts.get(key), expected)) {
            return false;
        }
        facts.put(key, value);
        return true;
    }

    @Override
    public synchronized void delete(String key) {
        facts.remove(key);
    }

    @Override
    public synchronized List<String> keys(String prefix, int limit) {
        return facts.tailMap(prefix).keySet().stream()
                .takeWhile(key -> key.startsWith(prefix))
                .limit(limit)
                .toList();
    }
}
