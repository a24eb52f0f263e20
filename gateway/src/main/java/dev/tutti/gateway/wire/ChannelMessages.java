package dev.tutti.gateway.wire;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Talk groups: making and changing them. */
public interface ChannelMessages {
    /** One talks at a time by grant, or whoever opens the microphone. */
    enum ChannelMode {
        FLOOR,
        OPEN
    }

    /** Who is next in line. */
    enum QueueOrder {
        FIFO,
        PRIORITY
    }

    record ChannelRequest(
            @Limit(min = 1, max = 40) String name,
            @Nullable ChannelMode mode,
            @Nullable @Limit(max = 16) List<String> talk,
            @Nullable @Limit(max = 16) List<String> listen,
            @Nullable QueueOrder order,
            @Nullable @Limit(min = 5, max = 120) Integer talkLimitS) {}

    record ChannelPatch(
            @Nullable @Limit(min = 1, max = 40) String name,
            @Nullable ChannelMode mode,
            @Nullable @Limit(max = 16) List<String> talk,
            @Nullable @Limit(max = 16) List<String> listen,
            @Nullable QueueOrder order,
            @Nullable @Limit(min = 5, max = 120) Integer talkLimitS) {}

    record ChannelAnswer(ChannelView channel) {}

    /** @param talk,listen names of roles */
    record ChannelView(
            String id,
            String name,
            ChannelMode mode,
            QueueOrder order,
            List<String> talk,
            List<String> listen,
            int talkLimitS) {}
}
