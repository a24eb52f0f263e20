package dev.tutti.node.voice;

import dev.tutti.foundation.Fence;
import dev.tutti.wire.ChannelTag;

/** A gate that knows under which lease the packet passed that it was last asked about; media loop only. */
public interface LeasedGate {
    /** {@link ChannelTag#NONE} in open channels. */
    ChannelTag channel();

    Fence fence();
}
