package dev.tutti.cluster.floor;

import dev.tutti.cluster.Misfit;
import dev.tutti.cluster.membership.LeadershipListener;
import dev.tutti.cluster.membership.Transition;
import dev.tutti.foundation.ChannelId;
import dev.tutti.foundation.Epoch;
import dev.tutti.foundation.NanoClock;
import dev.tutti.foundation.UserId;
import dev.tutti.session.SessionState;
import dev.tutti.session.floor.FloorArbiter;
import dev.tutti.session.floor.FloorDecision;
import dev.tutti.session.floor.FloorIngress;
import dev.tutti.session.floor.FloorLimits;
import dev.tutti.session.floor.FloorMessage;
import dev.tutti.session.floor.FloorPublisher;
import dev.tutti.session.floor.FloorReport;
import dev.tutti.session.floor.FloorRules;
import dev.tutti.session.floor.FloorTimes;
import dev.tutti.session.floor.FloorView;
import dev.tutti.session.floor.RevokeReason;
import dev.tutti.wire.FloorSignal;
import dev.tutti.wire.LeaderMessage;
import dev.tutti.wire.Message;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The floor of one session at one node: its ingress always, its arbiter while this node leads. */
public final class ClusterFloor implements LeadershipListener {
    private static final long ACK_EVERY_NS = TimeUnit.MILLISECONDS.toNanos(100);
    private static final long REPEAT_NS = TimeUnit.SECONDS.toNanos(1);

    /**
     * What it is made of.
     *
     * @param bootId new at every start, and of no other node of the cluster
     */
    public record Setup(
            long selfTag, long bootId, FloorTimes times, FloorLimits limits, FloorRules rules, NanoClock clock) {}

    private final Setup setup;
    private final FloorLinks links;
    private final FloorIngress ingress;
    private final ArrayDeque<FloorMessage> toOwnArbiter = new ArrayDeque<>();
    private final ArrayDeque<FloorDecision> decided = new ArrayDeque<>();
    private SessionState state;
    private Epoch epoch = Epoch.NONE;
    private long adoptedNs;
    /** When the acknowledgement is said again; before it is durable, not at all. */
    private boolean acknowledges;

    private long ackDueNs;

    private @Nullable FloorArbiter arbiter;
    private long announcedNs;
    private boolean handsOver;
    private List<Long> component = List.of();
    /** Who was in the component at any time since the announce. */
    private final Set<Long> members = new HashSet<>();

    private final Set<Long> acknowledged = new HashSet<>();
    /** Through which node a person was last heard. */
    private final Map<UserId, Long> ingressOf = new HashMap<>();
    /** Whose message is being handled: renewals are answered to him. */
    private long sender;

    private final ChannelNews news;
    private Consumer<FloorDecision> listener = _ -> {};
    private long repeatedNs;

    public ClusterFloor(SessionState state, Setup setup, FloorPublisher clients, FloorLinks links) {
        this.state = state;
        this.setup = setup;
        this.links = links;
        news = new ChannelNews(setup.rules());
        ingress = new FloorIngress(
                state, new FloorIngress.Setup(setup.bootId(), setup.times(), setup.rules(), this::toLeader, clients));
    }

    /** For what clients want; {@link #pump} after each use. */
    public FloorIngress ingress() {
        return ingress;
    }

    /** Hears what everybody is told, each thing once. */
    public void onNews(Consumer<FloorDecision> heard) {
        listener = heard;
    }

    /** Who talks and waits, as this node's arbiter knows, or as the leader has told. */
    public FloorView view() {
        FloorArbiter leading = arbiter;
        return leading == null ? news.view() : leading.view();
    }

    /** A host stops whoever talks there; elsewhere the leader is asked to. */
    public void revoke(UserId by, ChannelId channelId) {
        FloorArbiter leading = arbiter;
        FloorDecision.Taken talk = news.talk(channelId);
        if (leading != null) {
            leading.revoke(by, channelId, now());
        } else if (talk != null && !epoch.equals(Epoch.NONE)) {
            String reason = RevokeReason.HOST.wireName();
            links.send(
                    epoch.leaderTag(),
                    new FloorSignal.Revoke(channelId, talk.userId(), talk.fence(), reason, Optional.of(by)));
        }
        pump();
    }

    /** Whether this node leads and has ended its wait. */
    public boolean isGranting() {
        FloorArbiter leading = arbiter;
        return leading != null && leading.isOpen();
    }

    public boolean isIdle() {
        FloorArbiter leading = arbiter;
        return leading == null || leading.isQuiet();
    }

    /** The session changed: rights and channels hold from now on; here first, then at the leader (F13). */
    public void configure(SessionState next) {
        if (next.sequence() <= state.sequence()) {
            return;
        }
        state = next;
        ingress.configure(next, now());
        FloorArbiter leading = arbiter;
        if (leading != null) {
            leading.configure(next, now());
        }
        pump();
    }

    /** Everything that only time brings; {@code others} is the component as the election sees it, without this node. */
    public void doWork(List<Long> others) {
        component = others;
        long nowNs = now();
        ingress.doWork(nowNs);
        if (acknowledges && nowNs - ackDueNs >= 0 && nowNs - adoptedNs < waitNs()) {
            ackDueNs = nowNs + ACK_EVERY_NS;
            links.send(epoch.leaderTag(), FloorCodec.toWire(ingress.report(nowNs), setup.bootId(), epoch));
        }
        FloorArbiter leading = arbiter;
        if (leading != null) {
            beginGranting(leading, nowNs);
            leading.doWork(nowNs);
            repeat(nowNs);
        } else {
            news.forgotten(nowNs).forEach(this::tellHere);
        }
        pump();
    }

    /** F9: everybody who was in the component has acknowledged, or no old lease can live any more. */
    private void beginGranting(FloorArbiter leading, long nowNs) {
        if (leading.isOpen() || handsOver) {
            return;
        }
        members.addAll(component);
        boolean all = acknowledged.containsAll(members);
        if (all || nowNs - setup.rules().mayGrantAtNs(announcedNs, waitNs()) >= 0) {
            leading.open(nowNs);
            decided.addAll(news.leftOver(epoch, leading.view()));
        }
    }

    /** For who came late, or did not hear it. */
    private void repeat(long nowNs) {
        if (nowNs - repeatedNs < REPEAT_NS || component.isEmpty()) {
            return;
        }
        repeatedNs = nowNs;
        for (FloorDecision decision : news.toRepeat(epoch)) {
            tellOthers(decision);
        }
    }

    private void tellOthers(FloorDecision decision) {
        FloorSignal signal = FloorCodec.toWire(decision, epoch, setup.times().leaseNs());
        component.forEach(member -> links.send(member, signal));
    }

    private void tellHere(FloorDecision decision) {
        long nowNs = now();
        for (FloorDecision told : news.of(decision, nowNs)) {
            listener.accept(told);
            ingress.decided(told, nowNs);
        }
    }

    private long waitNs() {
        return setup.times().leaseNs() + setup.times().marginNs();
    }

    /** A message about this session's floor from another node of the cluster, directly or passed on. */
    public void received(long from, Message message) {
        switch (message) {
            case FloorSignal signal -> signalled(from, signal);
            case LeaderMessage.EpochAck ack -> acknowledgement(from, ack);
            default -> {}
        }
        pump();
    }

    private void signalled(long from, FloorSignal signal) {
        FloorArbiter leading = arbiter;
        FloorMessage asked = FloorCodec.message(signal);
        if (asked != null) {
            if (leading != null) {
                handle(leading, from, asked);
            }
            return;
        }
        if (leading != null) {
            wish(leading, signal);
            return;
        }
        FloorDecision decision = from == epoch.leaderTag() ? FloorCodec.decision(signal, epoch) : null;
        if (decision == null) {
            refuse(from, FloorCodec.epoch(signal));
        } else if (addressee(decision) == null) {
            tellHere(decision);
        } else {
            ingress.decided(decision, now());
        }
    }

    private void refuse(long from, @Nullable Epoch said) {
        if (said != null && epoch.isAbove(said)) {
            links.refused(from, Misfit.LOWER_FENCE, "of term %d, below %d".formatted(said.term(), epoch.term()));
        }
    }

    /** Said to the leader, a revocation is a host's wish. */
    private void wish(FloorArbiter leading, FloorSignal signal) {
        if (signal instanceof FloorSignal.Revoke revoke && revoke.by().isPresent()) {
            leading.revoke(revoke.by().get(), revoke.channelId(), now());
        }
    }

    /** That node has adopted the epoch and holds nothing in this session, which it does not know yet, perhaps. */
    public void acknowledgedWithout(long from, Epoch acknowledgedEpoch) {
        if (arbiter != null && acknowledgedEpoch.equals(epoch)) {
            acknowledged.add(from);
        }
    }

    private void acknowledgement(long from, LeaderMessage.EpochAck ack) {
        FloorArbiter leading = arbiter;
        if (leading != null && ack.epoch().equals(epoch) && acknowledged.add(from)) {
            report(leading, from, FloorCodec.report(ack));
        } else {
            refuse(from, ack.epoch());
        }
    }

    private void report(FloorArbiter leading, long from, FloorReport report) {
        report.pending().forEach(pending -> ingressOf.put(pending.userId(), from));
        leading.report(report, now());
    }

    private void handle(FloorArbiter leading, long from, FloorMessage message) {
        sender = from;
        if (message instanceof FloorMessage.Request request) {
            ingressOf.put(request.userId(), from);
        }
        leading.handle(message, now());
        deliver();
    }

    private void toLeader(FloorMessage message) {
        if (epoch.leaderTag() == setup.selfTag()) {
            toOwnArbiter.add(message);
        } else if (!epoch.equals(Epoch.NONE)) {
            links.send(epoch.leaderTag(), FloorCodec.toWire(message));
        }
    }

    /** Carries messages between this node's own ingress and arbiter until both are silent. */
    public void pump() {
        deliver();
        FloorMessage message = toOwnArbiter.poll();
        while (message != null) {
            FloorArbiter leading = arbiter;
            if (leading != null) {
                handle(leading, setup.selfTag(), message);
            }
            message = toOwnArbiter.poll();
        }
    }

    private void deliver() {
        FloorDecision decision = decided.poll();
        while (decision != null) {
            Long to = addressee(decision);
            if (to == null) {
                tellOthers(decision);
                tellHere(decision);
            } else if (to == setup.selfTag()) {
                ingress.decided(decision, now());
            } else {
                links.send(to, FloorCodec.toWire(decision, epoch, setup.times().leaseNs()));
            }
            decision = decided.poll();
        }
    }

    /** Null for everybody. */
    private @Nullable Long addressee(FloorDecision decision) {
        return switch (decision) {
            case FloorDecision.Granted d -> ingressOf(d.userId());
            case FloorDecision.Queued d -> ingressOf(d.userId());
            case FloorDecision.Offered d -> ingressOf(d.userId());
            case FloorDecision.Denied d -> ingressOf(d.userId());
            case FloorDecision.Ending d -> ingressOf(d.userId());
            case FloorDecision.Revoke d -> ingressOf(d.userId());
            case FloorDecision.Renewed _ -> sender;
            case FloorDecision.Taken _, FloorDecision.Idle _, FloorDecision.Line _ -> null;
        };
    }

    private long ingressOf(UserId userId) {
        return ingressOf.getOrDefault(userId, setup.selfTag());
    }

    private long now() {
        return setup.clock().nanoTime();
    }

    // Leadership

    @Override
    public void adopted(Epoch adopted) {
        epoch = adopted;
        adoptedNs = now();
        acknowledges = false;
        toOwnArbiter.clear();
        ingress.adopt(adopted, adoptedNs);
    }

    @Override
    public void durable(Epoch durable) {
        if (durable.equals(epoch) && epoch.leaderTag() != setup.selfTag()) {
            acknowledges = true;
            ackDueNs = now();
        }
    }

    @Override
    public void leading(Epoch led) {
        var leading = new FloorArbiter(
                state, new FloorArbiter.Setup(led, setup.times(), setup.limits(), setup.rules()), decided::add);
        leading.close();
        arbiter = leading;
        announcedNs = now();
        handsOver = false;
        members.clear();
        acknowledged.clear();
        report(leading, setup.selfTag(), ingress.report(now()));
    }

    @Override
    public void handingOver(boolean now) {
        handsOver = now;
        FloorArbiter leading = arbiter;
        if (leading != null && now) {
            leading.close();
        }
    }

    @Override
    public void stoppedLeading() {
        arbiter = null;
        handsOver = false;
        decided.clear();
        toOwnArbiter.clear();
        ingressOf.clear();
    }

    @Override
    public void timeJumped() {
        ingress.timeJumped();
        pump();
    }

    @Override
    public void moved(Transition transition) {}
}
