package dev.tutti.cluster.replication;

import dev.tutti.foundation.Fence;
import dev.tutti.foundation.NodeId;
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
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.TreeMap;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/**
 * The writer's side of replication: sends what is on its disk to every learner that says how far it is, and counts on how
 * many disks a row is (cluster.md L2). Its owner's thread only.
 */
public final class LogWriter {
    /** Rows on their way to one learner. */
    static final int WINDOW = 1_024;

    /** Acknowledgements that wait for copies; beyond it they say how it is now. */
    static final int MAX_WAITING = 8_192;

    private final ReplicationPort port;
    private final ReplicationTimes times;
    private final long generation;
    private final Map<NodeId, Learner> learners = new TreeMap<>();
    private final PriorityQueue<Waiting> waiting = new PriorityQueue<>(Comparator.comparingLong(Waiting::index));
    private LogEnd end;
    private boolean deposed;

    /** How far one learner is. */
    private static final class Learner {
        private long synced;
        private long next;
        private long sentAtNs;
        /** Had everything, and was not too slow since. */
        private boolean inStep;
    }

    private record Waiting(long index, long untilNs, IntConsumer copies) {}

    /** @param end of what is on the disk */
    public LogWriter(ReplicationPort port, ReplicationTimes times, long generation, LogEnd end) {
        this.port = port;
        this.times = times;
        this.generation = generation;
        this.end = end;
    }

    public long generation() {
        return generation;
    }

    /** Whether an acknowledgement waits at all. */
    public boolean hasLearnerInStep() {
        return learners.values().stream().anyMatch(learner -> learner.inStep);
    }

    /** How far that node said it is; -1 when there is no word of it. */
    public long synced(NodeId node) {
        Learner learner = learners.get(node);
        return learner == null ? -1 : learner.synced;
    }

    /** Rows up to there are on this node's disk. */
    public void committed(LogEnd to, long nowNs) {
        if (to.index() <= end.index()) {
            return;
        }
        end = to;
        learners.forEach((node, learner) -> sendMore(node, learner, nowNs));
    }

    public void down(NodeId node) {
        learners.remove(node);
        if (!hasLearnerInStep()) {
            settle(Long.MAX_VALUE);
        }
    }

    /** A learner says how far it is: also how one begins. */
    public void received(NodeId from, LogMessage.Ack ack, long nowNs) {
        if (Long.compareUnsigned(ack.generation(), generation) > 0) {
            deposed = true;
            port.deposed(from, ack.generation());
            return;
        }
        if (deposed) {
            return;
        }
        long index = ack.synced().index();
        byte @Nullable [] chain = index <= end.index() ? port.chainAt(index) : null;
        if (chain == null || !Arrays.equals(chain, ack.chain().toArray())) {
            learners.remove(from);
            contradict(from, index, chain);
            return;
        }
        Learner learner = learners.computeIfAbsent(from, _ -> new Learner());
        boolean lost = nowNs - learner.sentAtNs > times.resendNs();
        if (index < learner.synced || learner.next < index || (lost && learner.next > index)) {
            learner.next = index;
        }
        learner.synced = index;
        learner.inStep |= index == end.index();
        sendMore(from, learner, nowNs);
        settle(nowNs);
        boolean older = Long.compareUnsigned(ack.generation(), generation) < 0;
        if (older && learner.next == index) {
            port.send(from, append(end, List.of()));
        }
    }

    /** It has something else: it is told what stands here, and judges for itself. */
    private void contradict(NodeId learner, long index, byte @Nullable [] chain) {
        if (chain != null) {
            port.send(learner, append(new LogEnd(0, index, chain), List.of()));
        } else if (index > end.index()) {
            port.send(
                    learner,
                    new Nack(
                            NackReason.GAP,
                            MessageType.LOG_ACK.code(),
                            0,
                            ChannelTag.NONE,
                            Fence.NONE,
                            new LogPosition(generation, end.index()),
                            "The writer's log ends before."));
        }
    }

    /** Somebody follows a higher generation. */
    public void received(NodeId from, Nack nack) {
        long theirs = nack.wanted().generation();
        if (nack.reason() == NackReason.STALE && Long.compareUnsigned(theirs, generation) > 0) {
            deposed = true;
            port.deposed(from, theirs);
        }
    }

    private void sendMore(NodeId node, Learner learner, long nowNs) {
        while (learner.next < end.index() && learner.next - learner.synced < WINDOW) {
            byte @Nullable [] chain = port.chainAt(learner.next);
            List<LogRow> rows = LogEntries.fitting(port.read(learner.next, LogMessage.MAX_ENTRIES));
            if (chain == null || rows.isEmpty()) {
                return;
            }
            // The place before the first row is told by its index and chain; its generation only says what it was.
            port.send(node, append(new LogEnd(0, learner.next, chain), rows));
            learner.next = rows.getLast().index();
            learner.sentAtNs = nowNs;
        }
    }

    private LogMessage.Append append(LogEnd after, List<LogRow> rows) {
        return new LogMessage.Append(
                generation,
                LogEntries.at(after),
                Octets.of(after.chain()),
                end.index(),
                rows.stream().map(LogEntries::entry).toList());
    }

    /** Says on how many disks that row is, at once or when a learner has it, at the latest after a short while. */
    public void await(long index, long nowNs, IntConsumer copies) {
        int now = copies(index);
        if (now > 1 || !hasLearnerInStep() || waiting.size() >= MAX_WAITING) {
            copies.accept(now);
        } else {
            waiting.add(new Waiting(index, nowNs + times.copyNs(), copies));
        }
    }

    /** On how many disks that row is, as far as this node knows; its own is one. */
    public int copies(long index) {
        return 1
                + (int) learners.values().stream()
                        .filter(learner -> learner.synced >= index)
                        .count();
    }

    /** When {@link #doWork} has something to do; Long.MAX_VALUE when it has not. */
    public long nextWorkNs() {
        return waiting.stream().mapToLong(Waiting::untilNs).min().orElse(Long.MAX_VALUE);
    }

    /** Who is too slow is waited for no longer, until it has caught up. */
    public void doWork(long nowNs) {
        boolean late = waiting.stream().anyMatch(one -> one.untilNs() <= nowNs);
        if (late) {
            long oldest = waiting.element().index();
            learners.values().stream()
                    .filter(learner -> learner.synced < oldest)
                    .forEach(learner -> learner.inStep = false);
        }
        settle(nowNs);
    }

    private void settle(long nowNs) {
        var open = new ArrayDeque<Waiting>();
        while (!waiting.isEmpty()) {
            Waiting one = waiting.remove();
            int copies = copies(one.index());
            if (copies > 1 || one.untilNs() <= nowNs || !hasLearnerInStep()) {
                one.copies().accept(copies);
            } else {
                open.add(one);
            }
        }
        waiting.addAll(open);
    }
}
