package dev.tutti.session.floor;

import dev.tutti.foundation.ChannelId;
import dev.tutti.foundation.Fence;
import dev.tutti.foundation.UserId;
import dev.tutti.session.Settings;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** One channel at the leader: at most one lease, and the line behind it. */
final class ChannelFloor {
    private static final double AVERAGE_WEIGHT = 0.2;

    private final ChannelId channelId;
    private final FloorArbiter.Setup setup;
    private final RequestRates rates;
    private final Terms terms;
    private final Consumer<FloorDecision> decisions;
    private final WaitingLine line = new WaitingLine();
    private final FinishedRequests finished = new FinishedRequests();

    private @Nullable LeaderLease lease;
    private long leaseSeq;
    private double averageTalkNs = 5e9;
    private boolean lineChanged;
    private long lineAnnouncedNs;
    private boolean lineEverAnnounced;

    /** What holds for all channels of the arbiter. */
    interface Terms {
        int talkLimitS(ChannelId id);

        /** False while a new leader waits for the end of all that was granted before it (F9). */
        boolean mayGrant();
    }

    ChannelFloor(
            ChannelId channelId,
            FloorArbiter.Setup setup,
            RequestRates rates,
            Terms terms,
            Consumer<FloorDecision> decisions) {
        this.channelId = channelId;
        this.setup = setup;
        this.rates = rates;
        this.terms = terms;
        this.decisions = decisions;
    }

    ChannelId channelId() {
        return channelId;
    }

    boolean isQuiet() {
        return lease == null && line.size() == 0 && !lineChanged;
    }

    void request(FloorMessage.Request request, int lane, boolean priority, long nowNs) {
        if (finished.contains(request.userId(), request.id())) {
            return;
        }
        LeaderLease held = lease;
        if (held != null && held.holder.id.equals(request.id())) {
            grantAgain(held, request, nowNs);
            return;
        }
        Waiting waiting = line.of(request.userId());
        if (waiting != null) {
            waiting.refresh(request, nowNs);
            cutIn(waiting, nowNs);
        } else {
            waiting = enter(request, lane, nowNs);
            if (waiting == null) {
                return;
            }
        }
        waiting.priority = priority;
        advance(nowNs);
        answer(waiting, nowNs);
    }

    /** A place in line, or null when there is none to have. */
    private @Nullable Waiting enter(FloorMessage.Request request, int lane, long nowNs) {
        @Nullable DenyReason refusal = null;
        if (!rates.take(request.userId(), nowNs)) {
            refusal = DenyReason.RATE;
        } else if (line.size() >= setup.limits().lineLength() && !request.emergency()) {
            refusal = DenyReason.QUEUE_FULL;
        }
        if (refusal != null) {
            decisions.accept(new FloorDecision.Denied(channelId, request.userId(), request.id(), refusal));
            return null;
        }
        var waiting = new Waiting(request, lane, request.emergency(), nowNs);
        line.comesBack(waiting);
        line.add(waiting);
        lineChanged = true;
        cutIn(waiting, nowNs);
        return waiting;
    }

    /** Somebody in a higher lane than the talker's does not wait for him. */
    private void cutIn(Waiting waiting, long nowNs) {
        LeaderLease held = lease;
        if (held != null && waiting.lane > held.holder.lane && waiting.holding) {
            RevokeReason reason = waiting.emergency ? RevokeReason.EMERGENCY : RevokeReason.PREEMPTED;
            revoke(reason, waiting.userId, nowNs);
        }
    }

    /** Tells somebody who still waits where he stands. */
    private void answer(Waiting waiting, long nowNs) {
        int position = line.position(waiting);
        if (position == 0) {
            return;
        }
        if (waiting.isOffered()) {
            decisions.accept(
                    new FloorDecision.Offered(channelId, waiting.userId, waiting.id, waiting.offeredUntilNs - nowNs));
        } else {
            queued(waiting, position, nowNs);
        }
    }

    private void queued(Waiting waiting, int position, long nowNs) {
        waiting.toldPosition = position;
        decisions.accept(new FloorDecision.Queued(
                channelId, waiting.userId, waiting.id, position, line.size(), waitMs(position, nowNs)));
    }

    private void grantAgain(LeaderLease held, FloorMessage.Request request, long nowNs) {
        if (held.revoked != null) {
            sayRevoke(held);
            return;
        }
        held.expiresAtNs = Math.max(held.expiresAtNs, expiry(nowNs));
        sayGranted(held, request.sentAtNs());
    }

    /** F10, F11: somebody who talked or waited under the leader before, as his ingress reports. */
    void resume(FloorMessage.Request request, int lane, long ageNs, @Nullable Fence held, long nowNs) {
        Waiting waiting = line.of(request.userId());
        boolean known = finished.contains(request.userId(), request.id()) || isHolder(request.userId());
        boolean full =
                waiting == null && held == null && line.size() >= setup.limits().lineLength();
        if (known || full) {
            return;
        }
        if (waiting == null) {
            waiting = new Waiting(request, lane, request.emergency(), nowNs);
        } else {
            line.remove(waiting);
        }
        waiting.askedAtNs = setup.rules().askedAtNs(nowNs, ageNs);
        waiting.held = held;
        line.add(waiting);
        lineChanged = true;
    }

    private boolean isHolder(UserId userId) {
        LeaderLease granted = lease;
        return granted != null && granted.holder.userId.equals(userId);
    }

    void renew(FloorMessage.Renew renew, long nowNs) {
        LeaderLease held = lease;
        if (held == null || !held.fence.equals(renew.fence())) {
            return;
        }
        if (held.revoked != null) {
            sayRevoke(held);
            return;
        }
        held.expiresAtNs = expiry(nowNs);
        decisions.accept(new FloorDecision.Renewed(channelId, held.fence, renew.sentAtNs()));
    }

    void release(Fence fence, long nowNs) {
        LeaderLease held = lease;
        if (held != null && held.fence.equals(fence)) {
            finished.add(held.holder.userId, held.holder.id);
            end(held, held.revoked == null ? "released" : held.revoked.wireName(), nowNs);
        }
    }

    void cancel(FloorMessage.Cancel cancel, long nowNs) {
        finished.add(cancel.userId(), cancel.id());
        Waiting waiting = line.of(cancel.userId());
        if (waiting != null && waiting.id.equals(cancel.id())) {
            drop(waiting);
            advance(nowNs);
            return;
        }
        // Granted meanwhile, and the grant will not be used.
        LeaderLease held = lease;
        if (held != null && held.holder.id.equals(cancel.id())) {
            end(held, "released", nowNs);
        }
    }

    boolean revoke(RevokeReason reason, @Nullable UserId by, long nowNs) {
        LeaderLease held = lease;
        if (held == null || held.revoked != null) {
            return false;
        }
        held.revoked = reason;
        held.revokedBy = by;
        sayRevoke(held);
        if (!setup.rules().revokeWaitsForRelease()) {
            end(held, reason.wireName(), nowNs);
        }
        return true;
    }

    /** Rights or the channel changed: who may not talk any more leaves the floor and the line. */
    void enforce(FloorRights rights, boolean open, long nowNs) {
        LeaderLease held = lease;
        if (held != null) {
            DenyReason refusal = rights.refusal(held.holder.userId, channelId);
            if (refusal == DenyReason.NOT_ADMITTED || refusal == DenyReason.NOT_ALLOWED) {
                revoke(RevokeReason.REMOVED, null, nowNs);
            } else if (refusal != null || !open) {
                revoke(RevokeReason.HOST, null, nowNs);
            }
        }
        for (Waiting waiting : line.all()) {
            DenyReason refusal = rights.refusal(waiting.userId, channelId);
            if (refusal != null) {
                deny(waiting, refusal);
            }
        }
        advance(nowNs);
    }

    void doWork(long nowNs) {
        expire(nowNs);
        warn(nowNs);
        tidyLine(nowNs);
        advance(nowNs);
        announceLine(nowNs);
    }

    private void expire(long nowNs) {
        LeaderLease held = lease;
        if (held != null && nowNs - held.expiresAtNs >= 0) {
            end(held, "expired", nowNs);
        }
    }

    private void warn(long nowNs) {
        LeaderLease held = lease;
        if (held == null || held.revoked != null) {
            return;
        }
        long leftNs = held.grantedAtNs + held.talkLimitNs - nowNs;
        if (leftNs <= 0) {
            revoke(RevokeReason.TALK_LIMIT, null, nowNs);
            return;
        }
        long leftMs = TimeUnit.NANOSECONDS.toMillis(leftNs);
        while (held.warnings < LeaderLease.WARNINGS_MS.length && leftMs <= LeaderLease.WARNINGS_MS[held.warnings]) {
            held.warnings++;
            boolean isNext =
                    held.warnings == LeaderLease.WARNINGS_MS.length || leftMs > LeaderLease.WARNINGS_MS[held.warnings];
            if (isNext) {
                decisions.accept(new FloorDecision.Ending(channelId, held.holder.userId, held.fence, leftMs));
            }
        }
    }

    /** Who vanished leaves the line; who was offered and did not press has had his turn. */
    private void tidyLine(long nowNs) {
        for (Waiting waiting : line.all()) {
            if (nowNs - waiting.seenAtNs
                    >= setup.times().leaseNs() + setup.times().marginNs()) {
                line.vanish(waiting);
                lineChanged = true;
            } else if (waiting.isOffered() && nowNs - waiting.offeredUntilNs >= 0) {
                deny(waiting, DenyReason.MISSED);
            }
        }
    }

    /** The next in line talks, or is asked to. */
    private void advance(long nowNs) {
        Waiting first = line.first();
        if (lease != null || first == null || !terms.mayGrant()) {
            return;
        }
        if (first.holding) {
            grant(first, nowNs);
        } else if (!first.isOffered()) {
            first.offeredUntilNs = nowNs + setup.times().offerNs();
            decisions.accept(new FloorDecision.Offered(
                    channelId, first.userId, first.id, setup.times().offerNs()));
        }
    }

    private void grant(Waiting waiting, long nowNs) {
        drop(waiting);
        long limitS = waiting.emergency ? Settings.MAX_TALK_LIMIT_S : terms.talkLimitS(channelId);
        var granted = new LeaderLease(
                setup.epoch().fence(++leaseSeq),
                waiting,
                waiting.priority || waiting.emergency,
                nowNs,
                TimeUnit.SECONDS.toNanos(limitS));
        granted.expiresAtNs = expiry(nowNs);
        lease = granted;
        sayGranted(granted, waiting.sentAtNs);
        decisions.accept(
                new FloorDecision.Taken(channelId, granted.fence, waiting.userId, granted.priority, waiting.emergency));
    }

    private void end(LeaderLease held, String reason, long nowNs) {
        lease = null;
        long talkNs = nowNs - held.grantedAtNs;
        averageTalkNs += AVERAGE_WEIGHT * (talkNs - averageTalkNs);
        decisions.accept(new FloorDecision.Idle(
                channelId, held.fence, held.holder.userId, TimeUnit.NANOSECONDS.toMillis(talkNs), reason));
        advance(nowNs);
    }

    private void sayGranted(LeaderLease held, long sentAtNs) {
        decisions.accept(new FloorDecision.Granted(
                channelId,
                held.holder.userId,
                held.holder.id,
                held.fence,
                sentAtNs,
                held.talkLimitNs,
                held.priority,
                held.holder.emergency));
    }

    private void sayRevoke(LeaderLease held) {
        RevokeReason reason = held.revoked == null ? RevokeReason.HOST : held.revoked;
        decisions.accept(new FloorDecision.Revoke(channelId, held.holder.userId, held.fence, reason, held.revokedBy));
    }

    private void deny(Waiting waiting, DenyReason reason) {
        drop(waiting);
        decisions.accept(new FloorDecision.Denied(channelId, waiting.userId, waiting.id, reason));
    }

    private void drop(Waiting waiting) {
        line.remove(waiting);
        lineChanged = true;
    }

    private void announceLine(long nowNs) {
        boolean soon =
                lineEverAnnounced && nowNs - lineAnnouncedNs < setup.times().lineNs();
        if (!lineChanged || soon) {
            return;
        }
        lineChanged = false;
        lineEverAnnounced = true;
        lineAnnouncedNs = nowNs;
        decisions.accept(new FloorDecision.Line(channelId, line.users()));
        int position = 0;
        for (Waiting waiting : line.all()) {
            position++;
            if (waiting.toldPosition != position && !waiting.isOffered()) {
                queued(waiting, position, nowNs);
            }
        }
    }

    private long expiry(long nowNs) {
        return nowNs
                + setup.rules()
                        .leaderLeaseNs(setup.times().leaseNs(), setup.times().marginNs());
    }

    /** What the talker still takes by experience, and an average turn for each one before. */
    private long waitMs(int position, long nowNs) {
        LeaderLease held = lease;
        double typicalNs = Math.min(averageTalkNs, terms.talkLimitS(channelId) * 1e9);
        double talkerNs = held == null ? 0 : Math.max(0.5e9, typicalNs - (nowNs - held.grantedAtNs));
        return (long) ((talkerNs + (position - 1) * typicalNs) / 1e6);
    }

    FloorView.ChannelView view() {
        LeaderLease held = lease;
        FloorView.@Nullable Talker talker = held == null
                ? null
                : new FloorView.Talker(held.holder.userId, held.grantedAtNs, held.priority, held.holder.emergency);
        return new FloorView.ChannelView(channelId, talker, line.users());
    }
}
