package dev.tutti.cluster.link;

import dev.tutti.cluster.RefusalLog;

/** What links refuse: counted among their events, logged with everybody's refusals. Thread-safe. */
record LinkRefusals(LinkCounters counters, RefusalLog log) {
    /** @param who the node when it proved its key, else its address */
    void refused(LinkEvent event, String who, String detail) {
        counters.count(event);
        log.refused(event, who, detail);
    }

    /** What came over a connection and broke it. */
    void refused(LinkException broken, String who) {
        refused(broken.event(), who, String.valueOf(broken.getMessage()));
        broken.verdict().ifPresent(verdict -> log.refused(verdict, who, "its connection ends"));
    }
}
