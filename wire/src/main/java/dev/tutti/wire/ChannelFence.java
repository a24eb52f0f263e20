package dev.tutti.wire;

import dev.tutti.foundation.Fence;

/** The highest fence seen in a channel. */
public record ChannelFence(ChannelTag channel, Fence fence) {
    void write(PayloadWriter out) {
        channel.write(out);
        out.fence(fence);
    }

    static ChannelFence read(PayloadReader in) {
        return new ChannelFence(ChannelTag.read(in), in.fence());
    }
}
