package dev.tutti.gateway.wire;

import dev.tutti.gateway.wire.ChannelMessages.ChannelView;
import java.util.List;

/** Channels come, change, go; and which of them somebody hears. */
public interface ChannelFrames {
    sealed interface Server extends ServerPayload permits ChannelCreate, ChannelUpdate, ChannelDelete {}

    sealed interface Client extends ClientPayload permits ChannelListen {}

    @FrameType(value = "channel.create", durable = true)
    record ChannelCreate(ChannelView channel) implements Server {}

    @FrameType(value = "channel.update", durable = true)
    record ChannelUpdate(ChannelView channel) implements Server {}

    @FrameType(value = "channel.delete", durable = true)
    record ChannelDelete(String channelId) implements Server {}

    /** The channels this connection hears from now on; others fall silent. */
    @FrameType("channel.listen")
    record ChannelListen(@Limit(max = 64) List<String> channelIds) implements Client {}
}
