package dev.tutti.cluster.admission;

import dev.tutti.cluster.admission.AdmissionState.Waiting;
import dev.tutti.cluster.admission.Verdict.Admitted;
import dev.tutti.foundation.Entropy;
import dev.tutti.foundation.InviteCode;
import dev.tutti.foundation.NodeId;
import dev.tutti.foundation.WallClock;
import dev.tutti.session.core.FactStore;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Who belongs to the cluster, on disk before it is said. Thread-safe; changes wait for the disk, and a store that fails
 * ({@link dev.tutti.session.core.StoreException}) leaves everything as it was.
 */
public final class AdmissionBook {
    public static final Duration INVITE_LIFE = Duration.ofHours(1);

    private final AdmissionFacts facts;
    private final WallClock clock;
    private final Entropy entropy;
    private volatile AdmissionState state;
    private volatile Runnable changed = () -> {};

    /** A new invite as it is shown once. */
    public record Invited(InviteCode code, Instant expiresAt) {}

    private AdmissionBook(AdmissionFacts facts, AdmissionState state, WallClock clock, Entropy entropy) {
        this.facts = facts;
        this.state = state;
        this.clock = clock;
        this.entropy = entropy;
    }

    /**
     * @param self is a member of its own cluster
     * @param allowed whom the configuration lets in
     */
    public static AdmissionBook open(
            FactStore store, Self self, Set<NodeId> allowed, WallClock clock, Entropy entropy) {
        var facts = new AdmissionFacts(store);
        var book = new AdmissionBook(facts, facts.read(allowed), clock, entropy);
        if (!book.state.isMember(self.id())) {
            var me = Member.admitted(
                    self.id(), self.name(), "", Member.By.FOUNDER, clock.now().toEpochMilli());
            book.change(AdmissionDecider.merged(book.state, List.of(me)));
        }
        return book;
    }

    /** This node. */
    public record Self(NodeId id, String name) {}

    /** Called after each change of the members or of who waits, on the thread that made it; must not block. */
    public void onChange(Runnable listener) {
        changed = listener;
    }

    public synchronized Verdict ask(Ask ask) {
        var decision = AdmissionDecider.decide(state, ask, nowMs());
        change(decision.state());
        return decision.verdict();
    }

    /** The operator lets somebody in who waits or was removed; empty when nobody of that id did or was. */
    public synchronized Optional<Verdict> admit(NodeId id) {
        var decision = AdmissionDecider.yes(state, id, nowMs());
        decision.ifPresent(made -> change(made.state()));
        return decision.map(AdmissionDecider.Decision::verdict);
    }

    /** The operator refuses who waits, or removes a member; false when nobody of that id is known. */
    public synchronized boolean remove(NodeId id) {
        var after = AdmissionDecider.no(state, id);
        after.ifPresent(this::change);
        return after.isPresent();
    }

    /** An invite for one node, good for {@link #INVITE_LIFE}. */
    public synchronized Invited invite() {
        var code = InviteCode.draw(entropy);
        var expiresAt = clock.now().plus(INVITE_LIFE);
        var invite = Invite.open(code, expiresAt.toEpochMilli());
        change(AdmissionDecider.invited(state, invite, nowMs()));
        return new Invited(code, expiresAt);
    }

    /** Joins another node's entries to ours; true when that changed anything. */
    public synchronized boolean merge(List<Member> theirs) {
        return change(AdmissionDecider.merged(state, theirs));
    }

    /** Forgets all members: this node gives its own cluster up for another one, whose members these are. */
    public synchronized void replace(List<Member> theirs) {
        var empty = new AdmissionState(Map.of(), List.of(), Map.of(), state.allowed());
        change(AdmissionDecider.merged(empty, theirs));
    }

    /** Takes a peer for a member because it proved itself: it knew the invite's code, or the operator named it. */
    public synchronized void trust(NodeId id, String name, String address, Member.By by) {
        if (!state.isMember(id)) {
            change(AdmissionDecider.merged(state, List.of(Member.admitted(id, name, address, by, nowMs()))));
        }
    }

    public boolean isMember(NodeId id) {
        return state.isMember(id);
    }

    public boolean isRemoved(NodeId id) {
        return state.isRemoved(id);
    }

    /** Every entry, also of those removed, in a fixed order. */
    public List<Member> entries() {
        return state.members().values().stream()
                .sorted(Comparator.comparing(Member::id))
                .toList();
    }

    public List<Member> members() {
        return entries().stream().filter(member -> !member.removed()).toList();
    }

    public List<Waiting> waiting() {
        long now = nowMs();
        return state.waiting().values().stream()
                .filter(one -> now < one.untilMs())
                .sorted(Comparator.comparingLong(Waiting::untilMs).thenComparing(Waiting::id))
                .toList();
    }

    private boolean change(AdmissionState after) {
        var before = state;
        if (after.equals(before)) {
            return false;
        }
        facts.write(before, after);
        state = after;
        if (!after.members().equals(before.members()) || !after.waiting().equals(before.waiting())) {
            changed.run();
        }
        return true;
    }

    private long nowMs() {
        return clock.now().toEpochMilli();
    }

    /** Whether the verdict lets somebody in. */
    public static boolean isYes(Verdict verdict) {
        return verdict instanceof Admitted;
    }
}
