package dev.tutti.session.floor;

import dev.tutti.foundation.Fence;
import dev.tutti.foundation.UserId;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import org.jspecify.annotations.Nullable;

/**
 * The gate of one talker's voice. The floor's thread sets it; the media loop asks it at each packet, which costs two
 * reads and a comparison and allocates nothing (F6: expiry and fence are compared at each use).
 */
public final class FloorGate {
    /** Voice was never seen here. */
    static final long NEVER = Long.MIN_VALUE;

    private static final VarHandle LAST_VOICE;

    static {
        try {
            LAST_VOICE = MethodHandles.lookup().findVarHandle(FloorGate.class, "lastVoiceNs", long.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private static final View SHUT = new View(null, Fence.NONE, 0, 0, 0, 0);

    private final UserId userId;
    private final FloorRules rules;
    private volatile View view = SHUT;

    @SuppressWarnings("UnusedVariable") // read and written through LAST_VOICE
    private long lastVoiceNs = NEVER;
    /** To whom the last packet went; media loop only. */
    private long audience;
    /** Under which lease the last packet went; media loop only. */
    private View passed = SHUT;

    /** Everything that is compared, replaced as a whole. */
    private record View(
            @Nullable ChannelFence channel,
            Fence fence,
            long expiresAtNs,
            long heldSinceNs,
            long heldUntilNs,
            long openChannels) {}

    FloorGate(UserId userId, FloorRules rules) {
        this.userId = userId;
        this.rules = rules;
    }

    public UserId userId() {
        return userId;
    }

    /** What to do with a packet that arrived now; media loop only. */
    public Passage passage(long nowNs) {
        LAST_VOICE.setOpaque(this, nowNs);
        View seen = view;
        ChannelFence channel = seen.channel;
        if (channel != null && isActive(seen, channel, nowNs)) {
            audience = channel.bit();
            passed = seen;
            return Passage.FORWARD;
        }
        passed = SHUT;
        if (isHolding(seen, nowNs)) {
            audience = 0;
            return Passage.HOLD;
        }
        audience = seen.openChannels;
        return seen.openChannels != 0 ? Passage.FORWARD : Passage.DROP;
    }

    /** Voice that arrived before this is not part of what is held; media loop only. */
    public long heldSinceNs() {
        return view.heldSinceNs;
    }

    /** Whether the packet that {@link #passage} was last asked about may be heard there; media loop only. */
    public boolean audibleTo(FloorEar ear) {
        return (audience & ear.channels()) != 0 && !ear.userId().equals(userId);
    }

    /** Where the packet that {@link #passage} was last asked about is spoken; null in open channels. Media loop only. */
    public @Nullable ChannelFence channel() {
        return passed.channel;
    }

    /** The fence of its lease; {@link Fence#NONE} in open channels. Media loop only. */
    public Fence fence() {
        return passed.fence;
    }

    /** Whether its owner speaks into open channels; any thread. */
    public boolean speaksOpenly() {
        return view.openChannels != 0;
    }

    /** Whether what its owner speaks into open channels is heard there; any thread. */
    public boolean isHeardOpenly(FloorEar ear) {
        return (view.openChannels & ear.channels()) != 0 && !ear.userId().equals(userId);
    }

    /** Whether a packet would go out under a lease now; any thread, changes nothing. */
    public boolean isGranted(long nowNs) {
        View seen = view;
        ChannelFence channel = seen.channel;
        return channel != null && isActive(seen, channel, nowNs);
    }

    /** Whether a packet would go out now, under a lease or into open channels; any thread, changes nothing. */
    public boolean passes(long nowNs) {
        View seen = view;
        ChannelFence channel = seen.channel;
        if (channel != null && isActive(seen, channel, nowNs)) {
            return true;
        }
        return seen.openChannels != 0 && !isHolding(seen, nowNs);
    }

    private static boolean isHolding(View seen, long nowNs) {
        return seen.heldUntilNs - nowNs > 0 && seen.heldUntilNs != seen.heldSinceNs;
    }

    private boolean isActive(View seen, ChannelFence channel, long nowNs) {
        return rules.isLive(nowNs, seen.expiresAtNs) && !channel.highest().isAbove(seen.fence);
    }

    long lastVoiceNs() {
        return (long) LAST_VOICE.getOpaque(this);
    }

    void shut(long openChannels) {
        view = openChannels == 0 ? SHUT : new View(null, Fence.NONE, 0, 0, 0, openChannels);
    }

    void hold(long sinceNs, long untilNs, long openChannels) {
        view = new View(null, Fence.NONE, 0, sinceNs, untilNs, openChannels);
    }

    /** Held voice since the request goes out first. */
    void open(ChannelFence channel, Fence fence, long expiresAtNs, long heldSinceNs, long openChannels) {
        view = new View(channel, fence, expiresAtNs, heldSinceNs, heldSinceNs, openChannels);
    }
}
