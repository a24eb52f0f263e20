package dev.tutti.session.floor;

import dev.tutti.foundation.ChannelId;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Gives each channel of a session one bit of a machine word. A freed bit rests as long as possible before it is used
 * again, so that a packet under way is not heard in a channel that came after.
 */
final class ChannelSlots {
    private static final int SLOTS = Long.SIZE;

    private final Map<ChannelId, ChannelFence> fences = new ConcurrentHashMap<>();
    private long used;
    private int next;

    /** Any thread. */
    @Nullable ChannelFence find(ChannelId id) {
        return fences.get(id);
    }

    /** The slot of a channel that exists; there are never more channels than slots. */
    ChannelFence open(ChannelId id) {
        return fences.computeIfAbsent(id, _ -> new ChannelFence(id, take()));
    }

    void keepOnly(Set<ChannelId> ids) {
        fences.entrySet().removeIf(entry -> {
            boolean gone = !ids.contains(entry.getKey());
            if (gone) {
                used &= ~entry.getValue().bit();
            }
            return gone;
        });
    }

    private int take() {
        for (int i = 0; i < SLOTS; i++) {
            int slot = (next + i) % SLOTS;
            if ((used & 1L << slot) == 0) {
                used |= 1L << slot;
                next = slot + 1;
                return slot;
            }
        }
        throw new IllegalStateException("more than " + SLOTS + " channels in a session");
    }
}
