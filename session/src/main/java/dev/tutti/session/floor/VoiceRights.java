package dev.tutti.session.floor;

import dev.tutti.foundation.ChannelId;
import dev.tutti.foundation.Fence;
import dev.tutti.foundation.UserId;
import dev.tutti.session.Channel;
import dev.tutti.session.ChannelMode;
import dev.tutti.session.SessionState;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Gates and ears of a session, and the channels each person chose to hear; set by the floor's thread. */
final class VoiceRights {
    private final FloorRules rules;
    private final ChannelSlots slots = new ChannelSlots();
    private final Map<UserId, FloorGate> gates = new ConcurrentHashMap<>();
    private final Map<UserId, FloorEar> ears = new ConcurrentHashMap<>();
    private final Map<UserId, Set<ChannelId>> chosen = new HashMap<>();
    private SessionState state;
    /** The start of the highest epoch: below it no lease of any channel is live. */
    private Fence lowest = Fence.NONE;

    VoiceRights(SessionState state, FloorRules rules) {
        this.state = state;
        this.rules = rules;
        openSlots();
    }

    /** Any thread. */
    FloorGate gate(UserId userId) {
        return gates.computeIfAbsent(userId, id -> new FloorGate(id, rules));
    }

    /** Any thread. */
    FloorEar ear(UserId userId) {
        return ears.computeIfAbsent(userId, FloorEar::new);
    }

    /** Any thread. */
    @Nullable ChannelFence fence(ChannelId id) {
        return slots.find(id);
    }

    Iterable<FloorGate> gates() {
        return gates.values();
    }

    void configure(SessionState next) {
        state = next;
        openSlots();
        ears.keySet().forEach(this::refreshEar);
        chosen.keySet().removeIf(userId -> next.capabilities(userId).isEmpty());
    }

    private void openSlots() {
        Set<ChannelId> ids =
                new HashSet<>(state.channels().all().stream().map(Channel::id).toList());
        slots.keepOnly(ids);
        ids.forEach(id -> slots.open(id).lift(lowest));
    }

    void lift(Fence fence) {
        lowest = fence;
        openSlots();
    }

    /** Hears only these from now on, and of these only what the role may hear. */
    void choose(UserId userId, Set<ChannelId> channels) {
        if (!state.capabilities(userId).isEmpty()) {
            chosen.put(userId, Set.copyOf(channels));
        }
        refreshEar(userId);
    }

    void refreshEar(UserId userId) {
        ear(userId).listenTo(heard(userId));
    }

    private long heard(UserId userId) {
        long set = 0;
        for (Channel channel : state.channels().all()) {
            if (hears(userId, channel)) {
                set |= slots.open(channel.id()).bit();
            }
        }
        return set;
    }

    private boolean hears(UserId userId, Channel channel) {
        Set<ChannelId> wanted = chosen.get(userId);
        return state.mayListen(userId, channel) && (wanted == null || wanted.contains(channel.id()));
    }

    /** Open channels into which that user speaks without asking: those he may talk in and listens to himself. */
    long openChannels(UserId userId) {
        long set = 0;
        for (Channel channel : state.channels().all()) {
            boolean speaks = channel.mode() == ChannelMode.OPEN && state.mayTalk(userId, channel);
            if (speaks && hears(userId, channel)) {
                set |= slots.open(channel.id()).bit();
            }
        }
        return set;
    }

    /** The gate as the lease or the open request of that user wants it. */
    void set(UserId userId, @Nullable HeldLease lease, @Nullable OpenRequest request, long holdNs) {
        FloorGate gate = gate(userId);
        long openChannels = openChannels(userId);
        ChannelFence channel = lease == null ? null : fence(lease.ask.channelId());
        if (lease != null && channel != null) {
            gate.open(channel, lease.fence, lease.expiresAtNs, lease.heldSinceNs, openChannels);
        } else if (request != null && request.holding && request.stage == OpenRequest.Stage.PENDING) {
            gate.hold(request.pressedAtNs, request.pressedAtNs + holdNs, openChannels);
        } else {
            gate.shut(openChannels);
        }
    }
}
