package dev.tutti.cluster.replication;

import java.util.concurrent.TimeUnit;

/**
 * How long replication waits for what (cluster.md section 4).
 *
 * @param copyNs an acknowledgement waits at most so long for a learner's copy
 * @param resendNs nothing heard of what was sent for so long: it is sent again
 * @param sayNs a learner says how far it is at least so often
 * @param islandNs the writer is out of reach for so long: the island decides for itself
 */
public record ReplicationTimes(long copyNs, long resendNs, long sayNs, long islandNs) {
    public static final ReplicationTimes DEFAULT = new ReplicationTimes(
            TimeUnit.MILLISECONDS.toNanos(50),
            TimeUnit.MILLISECONDS.toNanos(500),
            TimeUnit.SECONDS.toNanos(1),
            TimeUnit.SECONDS.toNanos(3));
}
