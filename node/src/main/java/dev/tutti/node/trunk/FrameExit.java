package dev.tutti.node.trunk;

import dev.tutti.cluster.relay.VoiceRouter;
import dev.tutti.foundation.Fence;
import dev.tutti.media.VoiceExit;
import dev.tutti.media.VoicePacket;
import dev.tutti.node.voice.LeasedGate;
import dev.tutti.wire.ChannelTag;
import dev.tutti.wire.Envelope;
import dev.tutti.wire.NodeTag;
import dev.tutti.wire.SessionTag;
import dev.tutti.wire.TalkerTag;
import dev.tutti.wire.VoiceFrame;
import dev.tutti.wire.VoiceFrameWriter;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** One track's way out: its packets as voice frames in a buffer of its own; media loop only, allocates nothing. */
final class FrameExit implements VoiceExit {
    private final VoiceFrameWriter writer = new VoiceFrameWriter();
    private final ByteBuffer bytes = ByteBuffer.allocate(Envelope.MAX_DATAGRAM);
    private final Numbers numbers;
    private final VoiceRouter router;
    private final @Nullable LeasedGate gate;

    /** Numbers and times of this node's messages. */
    interface Numbers {
        long next();

        long nowUs();
    }

    /** Whose voice it is. */
    record Track(SessionTag session, NodeTag self, TalkerTag voice) {}

    /** @param gate knows the lease; null in a room without a floor */
    FrameExit(Track track, @Nullable LeasedGate gate, Numbers numbers, VoiceRouter router) {
        this.gate = gate;
        this.numbers = numbers;
        this.router = router;
        writer.talker(track.session(), track.self(), track.voice()).lease(ChannelTag.NONE, Fence.NONE);
    }

    @Override
    public void leave(VoicePacket packet) {
        if (router.isAlone() || !writer.opus(packet.payload(), 0, packet.length())) {
            return;
        }
        int marks = (packet.first() ? VoiceFrame.FIRST : 0)
                | (packet.held() ? VoiceFrame.PRE_ROLL : 0)
                | (packet.red() ? VoiceFrame.RED : 0);
        writer.media(packet.sequence(), packet.timestamp(), packet.level(), marks);
        if (gate != null) {
            writer.lease(gate.channel(), gate.fence());
        }
        bytes.clear();
        writer.write(numbers.next(), numbers.nowUs(), bytes);
        router.say(bytes.flip());
    }
}
