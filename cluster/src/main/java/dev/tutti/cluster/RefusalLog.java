package dev.tutti.cluster;

import dev.tutti.foundation.NanoClock;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Counts refusals, and logs each kind of each peer once in ten minutes: nobody fills the disk by knocking. Thread-safe. */
public final class RefusalLog {
    private static final int MAX_REMEMBERED = 256;
    private static final int MAX_LINES_PER_WINDOW = 100;
    private static final long WINDOW_NS = TimeUnit.MINUTES.toNanos(10);
    private static final Logger log = LoggerFactory.getLogger(RefusalLog.class);

    private final NanoClock clock;
    private final Map<Enum<?>, LongAdder> counts = new ConcurrentHashMap<>();
    private final Map<Key, Long> loggedAtNs = new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Key, Long> eldest) {
            return size() > MAX_REMEMBERED;
        }
    };
    private long windowNs;
    private int lines;

    private record Key(Enum<?> kind, String who) {}

    public RefusalLog(NanoClock clock) {
        this.clock = clock;
        windowNs = clock.nanoTime();
    }

    /**
     * @param kind of a few, each of which is a measurement
     * @param who the node when it proved its key, else its address
     * @param detail printable text
     */
    public void refused(Enum<?> kind, String who, String detail) {
        counts.computeIfAbsent(kind, _ -> new LongAdder()).increment();
        if (isNews(new Key(kind, who))) {
            log.warn("{} is refused, {}: {}", who, word(kind), detail);
        }
    }

    public long count(Enum<?> kind) {
        LongAdder count = counts.get(kind);
        return count == null ? 0 : count.sum();
    }

    /** As measurements call it. */
    public static String word(Enum<?> kind) {
        return kind.name().toLowerCase(Locale.ROOT);
    }

    /** For the test: how many lines were written since the window began. */
    synchronized int lines() {
        return lines;
    }

    private synchronized boolean isNews(Key key) {
        long now = clock.nanoTime();
        if (now - windowNs > WINDOW_NS) {
            windowNs = now;
            lines = 0;
        }
        Long last = loggedAtNs.get(key);
        if ((last != null && now - last < WINDOW_NS) || lines >= MAX_LINES_PER_WINDOW) {
            return false;
        }
        loggedAtNs.put(key, now);
        lines++;
        return true;
    }
}
