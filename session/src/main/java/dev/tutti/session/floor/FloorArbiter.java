package dev.tutti.session.floor;

import dev.tutti.foundation.ChannelId;
import dev.tutti.foundation.Epoch;
import dev.tutti.foundation.Fence;
import dev.tutti.foundation.UserId;
import dev.tutti.session.Channel;
import dev.tutti.session.ChannelMode;
import dev.tutti.session.SessionState;
import dev.tutti.session.Settings;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The leader's side of the floor of one session: decides who talks in each channel. Pure and single-threaded: messages
 * and time in, decisions out; the owner calls {@link #doWork} often.
 */
public final class FloorArbiter {
    /** What an arbiter is made of. */
    public record Setup(Epoch epoch, FloorTimes times, FloorLimits limits, FloorRules rules) {}

    private final Setup setup;
    private final Consumer<FloorDecision> decisions;
    private final RequestRates rates;
    private final Map<ChannelId, ChannelFloor> floors = new LinkedHashMap<>();
    private final ChannelFloor.Terms terms = new ChannelFloor.Terms() {
        @Override
        public int talkLimitS(ChannelId id) {
            return FloorArbiter.this.talkLimitS(id);
        }

        @Override
        public boolean mayGrant() {
            return open;
        }
    };
    private FloorRights rights;
    private boolean open = true;

    public FloorArbiter(SessionState state, Setup setup, Consumer<FloorDecision> decisions) {
        this.setup = setup;
        this.decisions = decisions;
        rates = new RequestRates(setup.limits());
        rights = new FloorRights(state);
        for (Channel channel : rights.channels()) {
            floor(channel.id());
        }
    }

    /** The session changed: channels and rights hold from now on. */
    public void configure(SessionState state, long nowNs) {
        rights = new FloorRights(state);
        for (Channel channel : rights.channels()) {
            floor(channel.id());
        }
        for (ChannelFloor floor : List.copyOf(floors.values())) {
            boolean open = channel(floor.channelId())
                    .filter(channel -> channel.mode() == ChannelMode.FLOOR)
                    .isPresent();
            floor.enforce(rights, open, nowNs);
            if (channel(floor.channelId()).isEmpty() && floor.isQuiet()) {
                floors.remove(floor.channelId());
            }
        }
    }

    /** Grants nothing from now on, but keeps the lines: a leader before F9 is met, or one that hands over (E7). */
    public void close() {
        open = false;
    }

    /** Everything that was granted under lower epochs is over: who talked goes on, then the lines (F9 to F11). */
    public void open(long nowNs) {
        open = true;
        doWork(nowNs);
    }

    public boolean isOpen() {
        return open;
    }

    /** What an ingress held and waits for under this epoch's predecessors. */
    public void report(FloorReport report, long nowNs) {
        for (FloorReport.Pending pending : report.pending()) {
            ChannelFloor floor = floors.get(pending.channelId());
            Channel channel = channel(pending.channelId()).orElse(null);
            boolean refused = rights.refusal(pending.userId(), pending.channelId()) != null;
            if (floor == null || channel == null || refused) {
                continue;
            }
            boolean emergency = pending.emergency() && rights.mayRaiseEmergency(pending.userId());
            var request = new FloorMessage.Request(
                    pending.channelId(),
                    pending.userId(),
                    pending.id(),
                    report.sentAtNs(),
                    pending.holding(),
                    emergency);
            int lane = rights.lane(pending.userId(), channel, emergency);
            floor.resume(request, lane, pending.ageNs(), held(report, pending), nowNs);
        }
        if (open) {
            doWork(nowNs);
        }
    }

    private static @Nullable Fence held(FloorReport report, FloorReport.Pending pending) {
        for (FloorReport.Held held : report.held()) {
            if (held.channelId().equals(pending.channelId()) && held.userId().equals(pending.userId())) {
                return held.fence();
            }
        }
        return null;
    }

    public void handle(FloorMessage message, long nowNs) {
        switch (message) {
            case FloorMessage.Request request -> request(request, nowNs);
            case FloorMessage.Renew renew -> {
                ChannelFloor floor = floors.get(renew.channelId());
                if (floor != null) {
                    floor.renew(renew, nowNs);
                }
            }
            case FloorMessage.Release release -> {
                ChannelFloor floor = floors.get(release.channelId());
                if (floor != null) {
                    floor.release(release.fence(), nowNs);
                }
            }
            case FloorMessage.Cancel cancel -> {
                ChannelFloor floor = floors.get(cancel.channelId());
                if (floor != null) {
                    floor.cancel(cancel, nowNs);
                }
            }
        }
    }

    private void request(FloorMessage.Request request, long nowNs) {
        DenyReason refusal = rights.refusal(request.userId(), request.channelId());
        ChannelFloor floor = floors.get(request.channelId());
        if (refusal == null && request.emergency() && !rights.mayRaiseEmergency(request.userId())) {
            refusal = DenyReason.NOT_ALLOWED;
        }
        if (refusal != null || floor == null) {
            DenyReason reason = refusal != null ? refusal : DenyReason.CHANNEL_CLOSED;
            decisions.accept(new FloorDecision.Denied(request.channelId(), request.userId(), request.id(), reason));
            return;
        }
        Channel channel = channel(request.channelId()).orElseThrow();
        int lane = rights.lane(request.userId(), channel, request.emergency());
        floor.request(request, lane, rights.hasPriority(request.userId()), nowNs);
    }

    /** A host stops whoever talks there; false when he may not, or nobody does. */
    public boolean revoke(UserId by, ChannelId channelId, long nowNs) {
        ChannelFloor floor = floors.get(channelId);
        return floor != null && rights.mayRevoke(by) && floor.revoke(RevokeReason.HOST, by, nowNs);
    }

    /** Everything that only time brings: expiry, limits, offers, the announced lines. */
    public void doWork(long nowNs) {
        for (ChannelFloor floor : List.copyOf(floors.values())) {
            floor.doWork(nowNs);
        }
    }

    /** Whether anybody talks or waits anywhere. */
    public boolean isQuiet() {
        for (ChannelFloor floor : floors.values()) {
            if (!floor.isQuiet()) {
                return false;
            }
        }
        return true;
    }

    public FloorView view() {
        return new FloorView(floors.values().stream()
                .filter(floor -> channel(floor.channelId()).isPresent())
                .map(ChannelFloor::view)
                .toList());
    }

    private Optional<Channel> channel(ChannelId id) {
        return rights.state().isEnded()
                ? Optional.empty()
                : rights.state().channels().find(id);
    }

    private ChannelFloor floor(ChannelId id) {
        return floors.computeIfAbsent(id, newId -> new ChannelFloor(newId, setup, rates, terms, decisions));
    }

    private int talkLimitS(ChannelId id) {
        return channel(id).map(channel -> rights.state().talkLimitS(channel)).orElse(Settings.TALK_LIMIT_S);
    }
}
