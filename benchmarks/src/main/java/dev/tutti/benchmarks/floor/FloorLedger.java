package dev.tutti.benchmarks.floor;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Decides from outside whether two ever held the floor of one channel at once; thread-safe.
 *
 * <p>Holders: fences only rise, and who is granted the floor while another holds it has it lawfully only if that other was
 * told of the end: the two are told by different connections, so the word to the first may be read a moment later. One
 * who gives it back without having been told of its end held it beside the second. A listener, each by itself, for one may
 * be told later than another: of two talkers announced one after the other, the first must have been announced idle in
 * between.
 */
public final class FloorLedger {
    private static final class Channel {
        @Nullable String holder;

        String fence = "";

        /** Held the floor when somebody else was granted it, and have not been told of its end yet. */
        final Set<String> overtaken = new HashSet<>();

        /** Who talks, as each listener was told. */
        final Map<String, String> announced = new HashMap<>();
    }

    private final Map<String, Channel> channels = new HashMap<>();
    private final List<String> conflicts = new ArrayList<>();
    private int grants;

    public synchronized void granted(String channelId, String user, String fence) {
        var channel = channel(channelId);
        grants++;
        if (!channel.fence.isEmpty() && compareFences(fence, channel.fence) <= 0) {
            conflicts.add("fence %s after %s".formatted(fence, channel.fence));
        }
        if (channel.holder != null && !channel.holder.equals(user)) {
            channel.overtaken.add(channel.holder);
        }
        channel.holder = user;
        channel.fence = fence;
    }

    /** The holder is about to send its release. */
    public synchronized void released(String channelId, String user) {
        var channel = channel(channelId);
        if (channel.overtaken.remove(user)) {
            conflicts.add("%s held %s until its release, and another was granted it".formatted(user, channelId));
        }
        end(channel, user);
    }

    /** The holder was told of its end. */
    public synchronized void revoked(String channelId, String user) {
        var channel = channel(channelId);
        channel.overtaken.remove(user);
        end(channel, user);
    }

    private static void end(Channel channel, String user) {
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
                conflicts.add("%s was told of %s while %s talked".formatted(listener, user, before));
            }
        } else {
            announced.remove(listener, user);
        }
    }

    /** A listener lost its connection: what it is told next begins anew. */
    public synchronized void disconnected(String listener) {
        channels.values().forEach(channel -> channel.announced.remove(listener));
    }

    public synchronized int conflicts() {
        return conflicts.size()
                + channels.values().stream()
                        .mapToInt(channel -> channel.overtaken.size())
                        .sum();
    }

    /** What the first conflict was; empty when there was none that could be told. */
    public synchronized String firstConflict() {
        return conflicts.isEmpty() ? "" : conflicts.getFirst();
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
