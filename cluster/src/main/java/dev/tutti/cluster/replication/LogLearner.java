package dev.tutti.cluster.replication;

import dev.tutti.foundation.Fence;
import dev.tutti.foundation.NodeId;
import dev.tutti.session.core.LogChain;
import dev.tutti.session.core.LogEnd;
import dev.tutti.session.core.LogRow;
import dev.tutti.wire.ChannelTag;
import dev.tutti.wire.LinkMessage.Nack;
import dev.tutti.wire.LogMessage;
import dev.tutti.wire.LogPosition;
import dev.tutti.wire.MessageType;
import dev.tutti.wire.NackReason;
import dev.tutti.wire.Octets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A learner's side of replication: its log is a prefix of the writer's, on its own disk before it says so (cluster.md L2,
 * L3). Its owner's thread only.
 */
public final class LogLearner {
    /** Messages that wait for the disk; more are dropped and sent again. */
    static final int MAX_WAITING = 64;

    private final ReplicationPort port;
    private final ReplicationTimes times;
    private final ReplicationRules rules;
    private final LogChain hashes = new LogChain();
    private final NodeId writer;
    private final ArrayDeque<LogMessage.Append> waiting = new ArrayDeque<>();
    private final ArrayDeque<LogRow> unpublished = new ArrayDeque<>();
    private long generation;
    private LogEnd end;
    private long committed;
    private @Nullable List<LogRow> appending;
    private boolean fenced;
    private boolean diskFailed;
    private boolean linked;
    private long saidAtNs;

    /** What it stands on. */
    public record Setup(ReplicationPort port, ReplicationTimes times, ReplicationRules rules) {}

    /**
     * @param writer who has the pen, by the cluster's configuration
     * @param generation the highest that this node knows
     * @param end of what is on this disk: all of it is committed
     */
    public LogLearner(Setup setup, NodeId writer, long generation, LogEnd end, long nowNs) {
        port = setup.port();
        times = setup.times();
        rules = setup.rules();
        this.writer = writer;
        this.generation = generation;
        this.end = end;
        committed = end.index();
        saidAtNs = nowNs;
    }

    public LogEnd end() {
        return end;
    }

    public long generation() {
        return generation;
    }

    public boolean isFenced() {
        return fenced;
    }

    /** The newest row of the writer's log that this learner has heard of. */
    public long newest() {
        return committed;
    }

    /** How far this copy is, as it says it to other nodes. */
    public LogMessage.Ack place() {
        return new LogMessage.Ack(generation, LogEntries.at(end), Octets.of(end.chain()));
    }

    /** Whether everything is here that the writer had when it last spoke. */
    public boolean isCaughtUp() {
        return linked && committed <= end.index() && unpublished.isEmpty();
    }

    public void up(NodeId node, long nowNs) {
        if (node.equals(writer)) {
            say(nowNs);
        }
    }

    public void down(NodeId node) {
        if (node.equals(writer)) {
            linked = false;
            waiting.clear();
        }
    }

    public void received(NodeId from, LogMessage.Append message, long nowNs) {
        if (Long.compareUnsigned(message.generation(), generation) < 0) {
            port.send(from, stale());
            return;
        }
        if (!from.equals(writer) || fenced || diskFailed) {
            return;
        }
        generation = message.generation();
        linked = true;
        if (appending == null) {
            take(message, nowNs);
        } else if (waiting.size() < MAX_WAITING) {
            waiting.add(message);
        }
    }

    /** The writer's log ends before this one: it lost something, or this one is of another line. */
    public void received(NodeId from, Nack nack) {
        boolean ofLog = nack.reason() == NackReason.GAP && nack.ofType() == MessageType.LOG_ACK.code();
        if (ofLog && from.equals(writer) && nack.wanted().index() < end.index() && !fenced) {
            generation = Math.max(generation, nack.wanted().generation());
            fence("it is longer than the writer's, which ends at "
                    + nack.wanted().index());
        }
    }

    private Nack stale() {
        return new Nack(
                NackReason.STALE,
                MessageType.LOG_APPEND.code(),
                0,
                ChannelTag.NONE,
                Fence.NONE,
                new LogPosition(generation, end.index()),
                "A higher generation is known here.");
    }

    private void take(LogMessage.Append message, long nowNs) {
        long after = message.after().index();
        if (after > end.index()) {
            say(nowNs);
            return;
        }
        byte[] chain = message.chain().toArray();
        if (!Arrays.equals(chain, port.chainAt(after))) {
            fence("up to " + after + " the writer has another log");
            return;
        }
        var fresh = new ArrayList<LogRow>();
        for (var entry : message.entries()) {
            LogRow row = LogEntries.row(entry);
            chain = hashes.next(chain, row);
            if (row.index() > end.index() || !rules.skipsWhatItHas()) {
                fresh.add(row);
            } else if (!Arrays.equals(chain, port.chainAt(row.index()))) {
                fence("the writer has another row " + row.index());
                return;
            }
        }
        committed = Math.max(committed, message.committed());
        if (fresh.isEmpty()) {
            publish();
            say(nowNs);
            return;
        }
        appending = fresh;
        if (!rules.waitsForDisk()) {
            acknowledge(new LogEnd(fresh.getLast().generation(), fresh.getLast().index(), chain), nowNs);
        }
        port.append(fresh);
    }

    /** What was given to the disk is on it; the log ends there now. */
    public void appended(LogEnd now, long nowNs) {
        List<LogRow> rows = appending;
        if (rows == null) {
            return;
        }
        appending = null;
        end = now;
        unpublished.addAll(rows);
        publish();
        say(nowNs);
        while (appending == null && !waiting.isEmpty() && !fenced) {
            take(waiting.remove(), nowNs);
        }
    }

    /** A failed sync is never tried again: the kernel may have dropped the page. */
    public void appendFailed(String why) {
        diskFailed = true;
        appending = null;
        waiting.clear();
        port.fenced(end, why);
    }

    private void publish() {
        var rows = new ArrayList<LogRow>();
        while (!unpublished.isEmpty() && unpublished.element().index() <= committed) {
            rows.add(unpublished.remove());
        }
        if (!rows.isEmpty()) {
            port.publish(rows);
        }
    }

    private void fence(String why) {
        fenced = true;
        waiting.clear();
        port.fenced(end, why);
    }

    /** Says how far it is, when it has not for a while. */
    public void doWork(long nowNs) {
        if (nowNs - saidAtNs >= times.sayNs() && !fenced && !diskFailed) {
            say(nowNs);
        }
    }

    private void say(long nowNs) {
        acknowledge(end, nowNs);
    }

    private void acknowledge(LogEnd upTo, long nowNs) {
        saidAtNs = nowNs;
        port.send(writer, new LogMessage.Ack(generation, LogEntries.at(upTo), Octets.of(upTo.chain())));
    }
}
