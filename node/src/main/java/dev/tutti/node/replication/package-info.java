/**
 * The log among nodes (docs/log-replication.md): {@link dev.tutti.node.replication.NodeLog} owns the thread
 * "replication", on which the writer's or the learner's state machine runs, and is the pen of this node's sessions.
 *
 * <p>Flow: journal's commit, links' mail and sessions' questions are posted to its mailbox; rows go to the links, to the
 * journal and to the sessions. It blocks for this node's disk alone. {@link dev.tutti.node.replication.NodeSongs} keeps the
 * library of songs the same at all nodes, beside the log.
 */
@NullMarked
package dev.tutti.node.replication;

import org.jspecify.annotations.NullMarked;
