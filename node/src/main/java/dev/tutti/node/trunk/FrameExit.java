package dev.tutti.node.trunk;

import dev.tutti.cluster.relay.VoiceRouter;
import dev.tutti.foundation.Fence;
import dev.tutti.media.VoiceExit;
import dev.tutti.media.VoicePacket;
import dev.tutti.wire.ChannelTag;
import dev.tutti.wire.Envelope;
import dev.tutti.wire.NodeTag;
import dev.tutti.wire.SessionTag;
import dev.tutti.wire.TalkerTag;
import dev.tutti.wire.VoiceFrame;
import dev.tutti.wire.VoiceFrameWriter;
import java.nio.ByteBuffer;

/** One track's way out: its packets as voice frames in a buffer of its own; media loop only, allocates nothing. */
final class FrameExit implements VoiceExit {
    private final VoiceFrameWriter writer = new VoiceFrameWriter();
    private final ByteBuffer bytes = ByteBuffer.allocate(Envelope.MAX_DATAGRAM);
    private final Numbers numbers;
    private final VoiceRouter router;

    /** Numbers and times of this node's messages. */
    interface Numbers {
        long next();

        long nowUs();
    }

    FrameExit(SessionTag session, NodeTag self, TalkerTag voice, Numbers numbers, VoiceRouter router) {
        this.numbers = numbers;
        this.router = router;
        writer.talker(session, self, voice).lease(ChannelTag.NONE, Fence.NONE);
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
        bytes.clear();
        writer.write(numbers.next(), numbers.nowUs(), bytes);
        router.say(bytes.flip());
    }
}
