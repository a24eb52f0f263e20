package dev.tutti.cluster.link;

import dev.tutti.foundation.NanoClock;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Counts refusals, and logs each kind of each peer once in ten minutes: nobody fills the disk by knocking. Thread-safe. */
final class RefusalLog {
    private static final int MAX_REMEMBERED = 256;
    private static final int MAX_LINES_PER_WINDOW = 100;
    private static final long WINDOW_NS = TimeUnit.MINUTES.toNanos(10);
    private static final Logger log = LoggerFactory.getLogger(RefusalLog.class);

    private final LinkCounters counters;
    private final NanoClock clock;
    private final Map<String, Long> loggedAtNs = new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Long> eldest) {
            return size() > MAX_REMEMBERED;
        }
    };
    private long windowNs;
    private int lines;

    RefusalLog(LinkCounters counters, NanoClock clock) {
        this.counters = counters;
        this.clock = clock;
        windowNs = clock.nanoTime();
    }

    /**
     * @param who the node when it proved its key, else its address
     * @param detail printable text
     */
    void refused(LinkEvent event, String who, String detail) {
        counters.count(event);
        if (isNews(event + " " + who)) {
            log.warn("{} {}: {}", who, event, detail);
        }
    }

    /** For the test: how many lines were written since the start. */
    synchronized int lines() {
        return lines;
    }

    private synchronized boolean isNews(String key) {
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
