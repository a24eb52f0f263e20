package dev.tutti.cluster.replication;

import dev.tutti.foundation.Epoch;
import dev.tutti.foundation.EventId;
import dev.tutti.foundation.NodeId;
import dev.tutti.session.BranchedCommand;
import dev.tutti.session.Displacement;
import dev.tutti.session.Origin;
import dev.tutti.session.core.CommandText;
import dev.tutti.session.core.EventIds;
import dev.tutti.session.core.LogEnd;
import dev.tutti.session.core.Pen;
import dev.tutti.session.core.StoreException;
import dev.tutti.wire.BranchEvent;
import dev.tutti.wire.BranchHead;
import dev.tutti.wire.BranchMessage;
import dev.tutti.wire.BranchPoint;
import dev.tutti.wire.BranchRecord;
import dev.tutti.wire.ClientMessage;
import dev.tutti.wire.LogPosition;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/**
 * The branches on this node: the one that it writes while it leads an island, its earlier ones, and copies of others'; until
 * the writer has them (cluster.md B1, B2, B6). Thread-safe; {@link #doWork} and what comes from links on one thread.
 */
public final class BranchHolder {
    private final Setup setup;
    private final BranchEntries entries;
    private final Map<Epoch, Held> held = new TreeMap<>();
    private final Set<NodeId> linked = new HashSet<>();
    private final List<Waiting> waiting = new ArrayList<>();
    private long nowNs;
    private NodeId writer;
    private long lostAtNs;
    private long offeredAtNs;
    private LogEnd end = LogEnd.genesis();
    private boolean failed;
    private @Nullable Open open;

    /** What it stands on, and who this node is. */
    public record Setup(NodeId self, BranchPort port, BranchStore store, CommandText text, Limits limits) {}

    /** How long it waits, and by which rules. */
    public record Limits(ReplicationTimes times, IslandRules rules) {
        public static final Limits DEFAULT = new Limits(ReplicationTimes.DEFAULT, IslandRules.SAFE);
    }

    /** A branch here. */
    private static final class Held {
        private BranchHead head;
        private final List<BranchRecord> records;
        private final Map<NodeId, Long> copied = new HashMap<>();
        private long merged;

        Held(BranchStore.Kept kept) {
            head = kept.head();
            records = new ArrayList<>(kept.records());
        }

        long last() {
            return records.isEmpty() ? 0 : records.getLast().n();
        }

        Epoch branch() {
            return head.last().branch();
        }

        BranchHead headNow() {
            return new BranchHead(new BranchPoint(branch(), last()), head.base(), head.parent());
        }
    }

    private record Waiting(Origin place, long untilNs, IntConsumer copies) {}

    /** @param writer who has the pen */
    public BranchHolder(Setup setup, NodeId writer, long nowNs) {
        this.setup = setup;
        this.writer = writer;
        entries = new BranchEntries(setup.text());
        lostAtNs = nowNs;
        this.nowNs = nowNs;
        setup.store().all().forEach(kept -> held.put(kept.head().last().branch(), new Held(kept)));
        List.copyOf(held.values()).stream().filter(one -> one.last() == 0).forEach(this::delete);
        if (!setup.limits().rules().beginsAnewAfterStart()) {
            held.values().stream()
                    .filter(one -> one.branch().leaderTag() == setup.self().tag())
                    .forEach(one -> open = new Open(one));
        }
    }

    /** What is here and not in the main line yet, for sessions that begin. */
    public synchronized List<BranchedCommand> commands() {
        return held.values().stream()
                .flatMap(one -> entries.commands(one.branch(), one.records).stream())
                .toList();
    }

    /** The branch that this node writes just now. */
    public synchronized Optional<Pen.Branch> branch() {
        return Optional.ofNullable(open);
    }

    /** Whether everything that was provisional here is in the main line: an author's own order is kept (B8). */
    public synchronized boolean isEmpty() {
        return held.isEmpty();
    }

    public synchronized void writerIs(NodeId node, long nowNs) {
        if (!node.equals(writer)) {
            writer = node;
            lostAtNs = nowNs;
            end();
        }
    }

    public synchronized void up(NodeId node) {
        linked.add(node);
        if (node.equals(writer)) {
            end();
            offer();
        }
    }

    public synchronized void down(NodeId node, long nowNs) {
        linked.remove(node);
        held.values().forEach(one -> one.copied.remove(node));
        if (node.equals(writer)) {
            lostAtNs = nowNs;
        }
    }

    private boolean reachesWriter() {
        return writer.equals(setup.self()) || linked.contains(writer);
    }

    /**
     * @param logEnd of this node's own log
     * @param leads whether this node leads its island
     */
    public synchronized void doWork(long nowNs, LogEnd logEnd, boolean leads) {
        this.nowNs = nowNs;
        end = logEnd;
        if (reachesWriter()) {
            end();
            if (nowNs - offeredAtNs >= setup.limits().times().resendNs()) {
                offeredAtNs = nowNs;
                offer();
            }
        } else if (!leads) {
            end();
        } else if (open == null
                && !failed
                && nowNs - lostAtNs >= setup.limits().times().islandNs()) {
            begin();
        }
        List.copyOf(held.values()).forEach(this::deleteMerged);
        copyAgain();
        settle(nowNs);
    }

    /** Never one that was written before: a new one, that continues the newest here. */
    private void begin() {
        Optional<Held> newest =
                held.values().stream().filter(one -> one.last() > 0).reduce((_, later) -> later);
        long term = 1 + newest.map(one -> one.branch().term()).orElse(Math.max(end.index(), 0));
        var branch = new Epoch(term, setup.self().tag());
        var head = new BranchHead(
                new BranchPoint(branch, 0),
                new LogPosition(end.generation(), end.index()),
                newest.map(one -> one.headNow().last()));
        try {
            setup.store().begin(head);
            var fresh = new Held(new BranchStore.Kept(head, List.of()));
            held.put(branch, fresh);
            open = new Open(fresh);
        } catch (StoreException _) {
            failed = true;
        }
    }

    private void end() {
        Open ending = open;
        open = null;
        if (ending != null && ending.held.records.isEmpty()) {
            delete(ending.held);
        }
    }

    private void offer() {
        List<BranchHead> heads = held.values().stream()
                .filter(one -> !one.records.isEmpty())
                .limit(BranchMessage.MAX_OFFERS)
                .map(Held::headNow)
                .toList();
        if (!heads.isEmpty()) {
            setup.port().send(writer, new BranchMessage.Offer(heads));
        }
    }

    public synchronized void received(NodeId from, BranchMessage.Pull pull) {
        Held one = held.get(pull.after().branch());
        if (one != null) {
            send(one, from, pull.after().n(), pull.most());
        }
    }

    private void send(Held one, NodeId to, long after, int most) {
        List<BranchRecord> records = BranchEntries.fitting(one.records, after, most);
        if (!records.isEmpty()) {
            setup.port().send(to, new BranchMessage.Copy(one.headNow(), records));
        }
    }

    /** The writer has it up to there. */
    public synchronized void received(NodeId from, BranchMessage.Merged merged) {
        Held one = held.get(merged.upTo().branch());
        if (one != null && from.equals(writer)) {
            one.merged = Math.max(one.merged, merged.upTo().n());
            deleteMerged(one);
        }
    }

    /** When this node's own log has it, too: so it is committed, and on a disk more than the writer's. */
    private void deleteMerged(Held one) {
        boolean told = one.merged > 0 && one.merged >= one.last() && (open == null || open.held != one);
        if (told && (!setup.limits().rules().deletesWhatIsCommitted() || isInLog(one))) {
            delete(one);
        }
    }

    private boolean isInLog(Held one) {
        return one.records.stream()
                .allMatch(record -> record.events().stream()
                        .allMatch(event ->
                                setup.port().isInLog(event.id()) || setup.port().isInLog(displaced(record, event))));
    }

    private static EventId displaced(BranchRecord record, BranchEvent event) {
        ClientMessage.Command command = record.command();
        return EventIds.HASHED.of(command.sessionId(), command.userId(), Displacement.key(event.id()), 0);
    }

    private void delete(Held one) {
        try {
            setup.store().delete(one.branch());
        } catch (StoreException _) {
            // It is offered again after the next start, and passed over.
            failed = true;
        }
        held.remove(one.branch());
        for (Held child : held.values()) {
            boolean continues = child.head
                    .parent()
                    // A shorter copy of it is not all that it continues.
                    .filter(parent -> parent.branch().equals(one.branch()) && parent.n() <= one.last())
                    .isPresent();
            if (continues) {
                child.head = new BranchHead(child.head.last(), child.head.base(), Optional.empty());
            }
        }
    }

    /** Another node's branch, for a second disk. */
    public synchronized void received(NodeId from, BranchMessage.Copy copy) {
        Epoch branch = copy.branch().last().branch();
        Held one = held.get(branch);
        try {
            if (one == null) {
                var head = new BranchHead(
                        new BranchPoint(branch, 0),
                        copy.branch().base(),
                        copy.branch().parent());
                setup.store().begin(head);
                one = new Held(new BranchStore.Kept(head, List.of()));
                held.put(branch, one);
            }
            var fresh = new ArrayList<BranchRecord>();
            for (BranchRecord record : copy.records()) {
                if (record.n() == one.last() + fresh.size() + 1) {
                    fresh.add(record);
                }
            }
            if (!fresh.isEmpty()) {
                setup.store().append(branch, fresh);
                one.records.addAll(fresh);
                setup.port().show(entries.commands(branch, fresh));
            }
        } catch (StoreException _) {
            failed = true;
            return;
        }
        setup.port().send(from, new BranchMessage.Ack(new BranchPoint(branch, one.last())));
    }

    /** Another node has it up to there on its disk. */
    public synchronized void received(NodeId from, BranchMessage.Ack ack, long nowNs) {
        Held one = held.get(ack.upTo().branch());
        if (one != null && linked.contains(from)) {
            one.copied.merge(from, ack.upTo().n(), Math::max);
            settle(nowNs);
        }
    }

    private void copyAgain() {
        Open writing = open;
        if (writing != null) {
            linked.stream()
                    .filter(node -> writing.held.copied.getOrDefault(node, 0L) < writing.held.last())
                    .forEach(node -> send(
                            writing.held, node, writing.held.copied.getOrDefault(node, 0L), BranchMessage.MAX_RECORDS));
        }
    }

    private int copies(Origin place) {
        Held one = held.get(place.branch());
        return one == null
                ? 1
                : 1
                        + (int) one.copied.values().stream()
                                .filter(n -> n >= place.n())
                                .count();
    }

    private void settle(long nowNs) {
        var done = new ArrayList<Waiting>();
        waiting.removeIf(one -> (one.untilNs() <= nowNs || copies(one.place()) > 1) && done.add(one));
        done.forEach(one -> one.copies().accept(copies(one.place())));
    }

    /** The branch that is written now; it ends for good. */
    private final class Open implements Pen.Branch {
        private final Held held;

        Open(Held held) {
            this.held = held;
        }

        @Override
        public BranchedCommand keep(Function<Origin, BranchedCommand> decided) {
            synchronized (BranchHolder.this) {
                if (open != this) {
                    throw new StoreException(StoreException.Kind.ELSEWHERE, "The island's branch has ended.");
                }
                BranchedCommand command = decided.apply(new Origin(held.branch(), held.last() + 1));
                BranchRecord record = entries.record(command);
                // On its way to another disk while this one syncs.
                var copy = new BranchMessage.Copy(held.headNow(), List.of(record));
                linked.forEach(node -> setup.port().send(node, copy));
                try {
                    setup.store().append(held.branch(), List.of(record));
                } catch (StoreException e) {
                    // Somebody else may have it: its number is not given again.
                    end();
                    failed |= e.kind() != StoreException.Kind.FULL;
                    throw e;
                }
                held.records.add(record);
                return command;
            }
        }

        @Override
        public void copies(Origin place, IntConsumer told) {
            synchronized (BranchHolder.this) {
                if (linked.isEmpty() || BranchHolder.this.copies(place) > 1) {
                    told.accept(BranchHolder.this.copies(place));
                } else {
                    // The clock of the last turn: a little less patience, never more.
                    waiting.add(
                            new Waiting(place, nowNs + setup.limits().times().copyNs(), told));
                }
            }
        }
    }
}
