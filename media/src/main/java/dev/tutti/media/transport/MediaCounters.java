package dev.tutti.media.transport;

import java.util.Map;

/** Totals since the start, for metrics: any thread may read them, each is exact but they are not one snapshot. */
public interface MediaCounters {
    long packetsIn();

    long packetsOut();

    long bytesIn();

    long bytesOut();

    /** Datagrams thrown away, by reason. */
    Map<DropReason, Long> dropped();

    /** Transports open now. */
    int transports();

    /** Tasks refused because the mailbox was full. */
    long mailboxOverflows();
}
