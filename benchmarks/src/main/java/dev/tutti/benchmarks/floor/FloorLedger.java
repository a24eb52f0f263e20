package dev.tutti.benchmarks.floor;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Decides from outside whether two ever held the floor of one channel at once; thread-safe.
 *
 * <p>Holders: between the moment a grant has arrived and the moment the release is sent (or a revocation arrives) nobody
 * else may be granted, and fences only rise. A listener, each by itself, for one may be told later than another: of two
 * talkers announced one after the other, the first must have been announced idle in between.
 */
public final class FloorLedger {
    private static final class Channel {
        @Nullable String holder;

        String fence = "";

        /** Who talks, as each listener was told. */
        final Map<String, String> announced = new HashMap<>();
    }

    private final Map<String, Channel> channels = new HashMap<>();
    private int conflicts;
    private int grants;

    public synchronized void granted(String channelId, String user, String fence) {
        var channel = channel(channelId);
        grants++;
        boolean held = channel.holder != null && !channel.holder.equals(user);
        boolean fenceFell = !channel.fence.isEmpty() && compareFences(fence, channel.fence) <= 0;
        if (held || fenceFell) {
            conflicts++;
        }
        channel.holder = user;
        channel.fence = fence;
    }

    /** The holder is about to send its release, or was told of its end. */
    public synchronized void ended(String channelId, String user) {
        var channel = channel(channelId);
        if (user.equals(channel.holder)) {
            channel.holder = null;
        }
    }

    /** A listener was told that somebody talks or has stopped. */
    public synchronized void announced(String listener, String channelId, String user, boolean talking) {
        var announced = channel(channelId).announced;
        if (talking) {
            String before = announced.put(listener, user);
            if (before != null && !before.equals(user)) {
                conflicts++;
            }
        } else {
            announced.remove(listener, user);
        }
    }

    public synchronized int conflicts() {
        return conflicts;
    }

    public synchronized int grants() {
        return grants;
    }

    /** The text of a fence is {@code term-tag-sequence}, the tag in hexadecimal, compared in this order, unsigned. */
    static int compareFences(String left, String right) {
        String[] mine = left.split("-", -1);
        String[] theirs = right.split("-", -1);
        if (mine.length != 3 || theirs.length != 3) {
            throw new IllegalArgumentException("No fences: " + left + " and " + right);
        }
        for (int i = 0; i < mine.length; i++) {
            int radix = i == 1 ? 16 : 10;
            int order = Long.compareUnsigned(
                    Long.parseUnsignedLong(mine[i], radix), Long.parseUnsignedLong(theirs[i], radix));
            if (order != 0) {
                return order;
            }
        }
        return 0;
    }

    private Channel channel(String id) {
        return channels.computeIfAbsent(id, _ -> new Channel());
    }
}
