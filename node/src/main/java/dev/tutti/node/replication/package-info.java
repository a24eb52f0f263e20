/**
 * The log among nodes (docs/log-replication.md): {@link dev.tutti.node.replication.NodeLog} owns the thread
 * "replication", on which the writer's or the learner's state machine runs, and is the pen of this node's sessions.
 *
 * <p>Flow: journal's commit, links' mail and sessions' questions are posted to its mailbox; rows go to the links, to the
 * journal and to the sessions. It blocks for this node's disk alone.
 */
@NullMarked
package dev.tutti.node.replication;

import org.jspecify.annotations.NullMarked;
