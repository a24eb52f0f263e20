/**
 * The log across nodes (cluster.md sections 7 to 10; docs/log-replication.md): one writer, everybody else copies.
 *
 * <p>State machines without threads, whose owner calls them one call at a time and gives them the time:
 * {@link dev.tutti.cluster.replication.LogWriter} sends what is on its disk and counts on how many disks it is;
 * {@link dev.tutti.cluster.replication.LogLearner} brings what it gets to its own disk, says so, and publishes.
 * A learner's log is a prefix of the writer's, proved by the hash chain; what contradicts it stops the learner.
 */
@NullMarked
package dev.tutti.cluster.replication;

import org.jspecify.annotations.NullMarked;
