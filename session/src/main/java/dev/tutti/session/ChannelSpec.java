package dev.tutti.session;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** What is wanted of a channel, new or changed; null leaves the default, or the thing as it is. */
public record ChannelSpec(
        @Nullable String name,
        @Nullable ChannelMode mode,
        @Nullable FloorOrder order,
        @Nullable List<String> talk,
        @Nullable List<String> listen,
        @Nullable Integer talkLimitS) {

    public static ChannelSpec named(String name) {
        return new ChannelSpec(name, null, null, null, null, null);
    }
}
