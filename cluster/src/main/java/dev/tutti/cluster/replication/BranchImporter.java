package dev.tutti.cluster.replication;

import dev.tutti.foundation.Epoch;
import dev.tutti.foundation.NodeId;
import dev.tutti.session.BranchedCommand;
import dev.tutti.session.core.CommandText;
import dev.tutti.session.core.LogEnd;
import dev.tutti.wire.BranchHead;
import dev.tutti.wire.BranchMessage;
import dev.tutti.wire.BranchPoint;
import dev.tutti.wire.BranchRecord;
import dev.tutti.wire.LogPosition;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The writer's side of healing: fetches what islands decided, parent before child and in order, has it decided again, and
 * says when it is committed (cluster.md B4 to B7). It keeps nothing on a disk: what the log has is known by its ids. Its
 * owner's thread only.
 */
public final class BranchImporter {
    /** Branches that are known at a time; more are offered again. */
    static final int MAX_BRANCHES = 1_024;

    /** What nobody offers for so long is lost, and what continues it comes without it. */
    private static final long PARENT_NS = TimeUnit.SECONDS.toNanos(60);

    private final BranchPort port;
    private final ReplicationTimes times;
    private final IslandRules rules;
    private final BranchEntries entries;
    private final Map<Epoch, Branch> branches = new TreeMap<>();
    private @Nullable Running running;
    private long pulledAtNs;

    /** A branch that was offered. */
    private static final class Branch {
        private final Epoch id;
        private final Map<NodeId, Long> holders = new HashMap<>();
        private Optional<BranchPoint> parent;
        private long done;
        private LogPosition at = new LogPosition(0, 0);
        private final long sinceNs;

        Branch(BranchHead head, long nowNs) {
            sinceNs = nowNs;
            id = head.last().branch();
            parent = head.parent();
        }

        long last() {
            return holders.values().stream().mapToLong(Long::longValue).max().orElse(0);
        }

        boolean isDone() {
            return last() <= done;
        }
    }

    private record Running(Branch branch, long upTo) {}

    public BranchImporter(BranchPort port, CommandText text, BranchHolder.Limits limits, long nowNs) {
        this.port = port;
        times = limits.times();
        rules = limits.rules();
        entries = new BranchEntries(text);
        pulledAtNs = nowNs - times.resendNs();
    }

    /** Somebody holds these. */
    public void received(NodeId from, BranchMessage.Offer offer, long nowNs) {
        for (BranchHead head : offer.branches()) {
            Branch branch = branches.get(head.last().branch());
            if (branch == null && branches.size() < MAX_BRANCHES) {
                branch = new Branch(head, nowNs);
                branches.put(branch.id, branch);
            }
            if (branch == null) {
                continue;
            }
            branch.holders.put(from, head.last().n());
            if (head.parent().isEmpty()) {
                // What it continues is in the main line: its holder saw it.
                branch.parent = Optional.empty();
            }
            if (branch.isDone()) {
                tell(branch, from);
            }
        }
        pull(nowNs);
    }

    public void down(NodeId node) {
        branches.values().forEach(branch -> branch.holders.remove(node));
    }

    /** Asks for what comes next, when nothing is under way. */
    public void doWork(long nowNs) {
        pull(nowNs);
    }

    private void pull(long nowNs) {
        if (running != null || nowNs - pulledAtNs < times.resendNs()) {
            return;
        }
        next(nowNs).ifPresent(branch -> {
            pulledAtNs = nowNs;
            NodeId holder = branch.holders.entrySet().stream()
                    .max(Map.Entry.comparingByValue())
                    .orElseThrow()
                    .getKey();
            port.send(
                    holder, new BranchMessage.Pull(new BranchPoint(branch.id, branch.done), BranchMessage.MAX_RECORDS));
        });
    }

    /** Parent before child, then by epoch. */
    private Optional<Branch> next(long nowNs) {
        var open = branches.values().stream().filter(branch -> !branch.isDone());
        return rules.importsParentsFirst()
                ? open.filter(branch -> mayCome(branch, nowNs)).findFirst()
                : open.max(Comparator.comparing(branch -> branch.id));
    }

    private boolean mayCome(Branch branch, long nowNs) {
        return branch.parent
                .map(parent -> {
                    Branch before = branches.get(parent.branch());
                    return before != null ? before.done >= parent.n() : nowNs - branch.sinceNs > PARENT_NS;
                })
                .orElse(true);
    }

    /** What was asked for. */
    public void received(NodeId from, BranchMessage.Copy copy, long nowNs) {
        Branch branch = branches.get(copy.branch().last().branch());
        if (branch == null || running != null) {
            return;
        }
        var fresh = new ArrayList<BranchedCommand>();
        for (BranchRecord record : copy.records()) {
            Optional<BranchedCommand> command = entries.command(branch.id, record);
            if (command.isEmpty()) {
                break;
            }
            if (record.n() == branch.done + fresh.size() + 1) {
                fresh.add(command.get());
            }
        }
        if (fresh.isEmpty()) {
            return;
        }
        pulledAtNs = nowNs;
        running = new Running(branch, fresh.getLast().origin().n());
        if (!rules.deletesWhatIsCommitted()) {
            port.send(
                    from,
                    new BranchMessage.Merged(
                            new BranchPoint(branch.id, fresh.getLast().origin().n()), branch.at));
        }
        port.decideAgain(fresh, own(branch));
    }

    /** The branch and what it continues. */
    private Set<Epoch> own(Branch branch) {
        var own = new HashSet<Epoch>();
        Optional<Branch> one = Optional.of(branch);
        while (one.isPresent() && own.add(one.get().id)) {
            one = one.get().parent.map(parent -> branches.get(parent.branch()));
        }
        return own;
    }

    /**
     * What became of it.
     *
     * @param committed whether all of it is in the log; else it is tried again
     * @param end of the log
     */
    public void imported(boolean committed, LogEnd end, long nowNs) {
        Running done = running;
        running = null;
        if (done == null || !committed) {
            return;
        }
        Branch branch = done.branch();
        branch.done = done.upTo();
        branch.at = new LogPosition(end.generation(), end.index());
        pulledAtNs = nowNs - times.resendNs();
        List.copyOf(branch.holders.keySet()).forEach(holder -> tell(branch, holder));
        pull(nowNs);
    }

    private void tell(Branch branch, NodeId holder) {
        if (branch.done > 0) {
            port.send(holder, new BranchMessage.Merged(new BranchPoint(branch.id, branch.done), branch.at));
        }
    }
}
