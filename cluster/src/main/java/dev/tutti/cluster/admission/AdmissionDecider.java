package dev.tutti.cluster.admission;

import dev.tutti.cluster.admission.AdmissionState.Waiting;
import dev.tutti.cluster.admission.Member.By;
import dev.tutti.foundation.NodeId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Decides who comes in. Pure: the same state, question and time give the same answer. */
final class AdmissionDecider {
    /** So long somebody who does not come back is shown to the operator. */
    static final long WAITING_MS = Duration.ofHours(1).toMillis();

    /** A verdict, and the state that it leaves. */
    record Decision(Verdict verdict, AdmissionState state) {}

    private AdmissionDecider() {}

    static Decision decide(AdmissionState before, Ask ask, long nowMs) {
        var state = swept(before, nowMs);
        if (state.isMember(ask.node())) {
            return member(state, ask);
        }
        if (isTagTaken(state, ask.node())) {
            return refused(state, Verdict.Reason.TAG_TAKEN);
        }
        if (!ask.joining()) {
            return refused(state, state.isRemoved(ask.node()) ? Verdict.Reason.REMOVED : Verdict.Reason.UNKNOWN);
        }
        if (ask.proof().isPresent()) {
            return byInvite(state, ask, ask.proof().get(), nowMs);
        }
        if (state.isRemoved(ask.node())) {
            return refused(state, Verdict.Reason.REMOVED);
        }
        if (state.allowed().contains(ask.node())) {
            return admitted(state, ask, By.ALLOWLIST, nowMs, Optional.empty());
        }
        return waits(state, ask, nowMs);
    }

    /** The operator's yes; also for somebody who was removed. Empty when nobody of that id waits or was a member. */
    static Optional<Decision> yes(AdmissionState before, NodeId id, long nowMs) {
        var state = swept(before, nowMs);
        var waiting = state.waiting().get(id);
        var member = state.members().get(id);
        if (state.isMember(id)) {
            return Optional.of(new Decision(new Verdict.Admitted(Optional.empty()), state));
        }
        if (isTagTaken(state, id)) {
            return Optional.of(refused(state, Verdict.Reason.TAG_TAKEN));
        }
        Ask ask;
        if (waiting != null) {
            ask = new Ask(id, waiting.name(), waiting.address(), true, Optional.empty(), new byte[0]);
        } else if (member != null) {
            ask = new Ask(id, member.name(), member.address(), true, Optional.empty(), new byte[0]);
        } else {
            return Optional.empty();
        }
        return Optional.of(admitted(state, ask, By.OPERATOR, nowMs, Optional.empty()));
    }

    /** The operator's no: who waits goes, who is in is removed. Empty when nobody of that id is known. */
    static Optional<AdmissionState> no(AdmissionState state, NodeId id) {
        var members = new HashMap<>(state.members());
        var waiting = new HashMap<>(state.waiting());
        boolean waited = waiting.remove(id) != null;
        var member = members.get(id);
        if (member == null || member.removed()) {
            return waited ? Optional.of(state.withWaiting(waiting)) : Optional.empty();
        }
        members.put(id, member.asRemoved());
        return Optional.of(state.withMembers(members).withWaiting(waiting));
    }

    /** A new invite; the oldest ends when there are too many. */
    static AdmissionState invited(AdmissionState before, Invite invite, long nowMs) {
        var invites = new ArrayList<>(swept(before, nowMs).invites());
        if (invites.size() == AdmissionState.MAX_INVITES) {
            invites.removeFirst();
        }
        invites.add(invite);
        return swept(before, nowMs).withInvites(invites);
    }

    /** Joins another node's list of members to ours; entries that would be too many are left out. */
    static AdmissionState merged(AdmissionState state, Iterable<Member> theirs) {
        var members = new HashMap<>(state.members());
        long present = state.present();
        for (var member : theirs) {
            var ours = members.get(member.id());
            var holds = ours == null ? member : ours.or(member);
            boolean comes = !holds.removed() && (ours == null || ours.removed());
            if ((comes && present >= AdmissionState.MAX_MEMBERS) || (ours == null && isFull(members))) {
                continue;
            }
            if (comes) {
                present++;
            } else if (holds.removed() && ours != null && !ours.removed()) {
                present--;
            }
            members.put(member.id(), holds);
        }
        var waiting = new HashMap<>(state.waiting());
        var joined = state.withMembers(members);
        waiting.keySet().removeIf(joined::isMember);
        return joined.withWaiting(waiting);
    }

    private static boolean isFull(Map<NodeId, Member> members) {
        return members.size() >= AdmissionState.MAX_MEMBERS + AdmissionState.MAX_REMOVED;
    }

    private static Decision byInvite(AdmissionState state, Ask ask, byte[] proof, long nowMs) {
        if (state.present() >= AdmissionState.MAX_MEMBERS) {
            return refused(state, Verdict.Reason.FULL); // and the invite stays good
        }
        for (var invite : state.invites()) {
            if (invite.usedBy().isEmpty() && invite.isProvenBy(proof, ask.exporter())) {
                var used = withUsed(state, invite, ask.node());
                return admitted(used, ask, By.INVITE, nowMs, Optional.of(invite.key()));
            }
        }
        return refused(state, Verdict.Reason.INVITE_REFUSED);
    }

    /**
     * It is in. One that was let in and lost its connection before it knew comes again with the same invite, and one that
     * the operator let in meanwhile with one that is open: to both we have to prove that we know it.
     */
    private static Decision member(AdmissionState state, Ask ask) {
        byte[] proof = ask.proof().orElse(new byte[0]);
        for (var invite : state.invites()) {
            boolean its = invite.usedBy().isEmpty() || invite.usedBy().get().equals(ask.node());
            if (its && invite.isProvenBy(proof, ask.exporter())) {
                var used = withUsed(state, invite, ask.node());
                return new Decision(new Verdict.Admitted(Optional.of(invite.key())), used);
            }
        }
        return new Decision(new Verdict.Admitted(Optional.empty()), state);
    }

    private static AdmissionState withUsed(AdmissionState state, Invite invite, NodeId by) {
        var invites = new ArrayList<>(state.invites());
        invites.set(invites.indexOf(invite), invite.used(by));
        return state.withInvites(invites);
    }

    private static Decision admitted(AdmissionState state, Ask ask, By by, long nowMs, Optional<byte[]> inviteKey) {
        if (state.present() >= AdmissionState.MAX_MEMBERS) {
            return refused(state, Verdict.Reason.FULL);
        }
        var members = new HashMap<>(state.members());
        var known = members.get(ask.node());
        members.put(
                ask.node(),
                known == null
                        ? Member.admitted(ask.node(), ask.name(), ask.address(), by, nowMs)
                        : known.again(ask.name(), ask.address(), by, nowMs));
        var waiting = new HashMap<>(state.waiting());
        waiting.remove(ask.node());
        return new Decision(
                new Verdict.Admitted(inviteKey), state.withMembers(members).withWaiting(waiting));
    }

    private static Decision waits(AdmissionState state, Ask ask, long nowMs) {
        var known = state.waiting().get(ask.node());
        if (known == null && state.waiting().size() >= AdmissionState.MAX_WAITING) {
            return refused(state, Verdict.Reason.CROWDED);
        }
        // Each change is a write to the disk: who comes again and again is noted now and then.
        if (known != null && known.untilMs() - nowMs > WAITING_MS / 2) {
            return new Decision(new Verdict.Pending(), state);
        }
        var waiting = new HashMap<>(state.waiting());
        waiting.put(ask.node(), new Waiting(ask.node(), ask.name(), ask.address(), nowMs + WAITING_MS));
        return new Decision(new Verdict.Pending(), state.withWaiting(waiting));
    }

    private static Decision refused(AdmissionState state, Verdict.Reason reason) {
        return new Decision(new Verdict.Refused(reason), state);
    }

    private static boolean isTagTaken(AdmissionState state, NodeId id) {
        return state.members().values().stream()
                .anyMatch(member -> !member.removed()
                        && !member.id().equals(id)
                        && member.id().tag() == id.tag());
    }

    private static AdmissionState swept(AdmissionState state, long nowMs) {
        List<Invite> open = state.invites().stream()
                .filter(invite -> !invite.isExpired(nowMs))
                .toList();
        var waiting = new HashMap<>(state.waiting());
        waiting.values().removeIf(one -> nowMs >= one.untilMs());
        return state.withInvites(open).withWaiting(waiting);
    }
}
