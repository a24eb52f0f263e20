package dev.tutti.media;

/** Where the accepted voice of one track leaves this node; called on the media loop, so it must neither block nor allocate. */
@FunctionalInterface
public interface VoiceExit {
    /** Nowhere: the track is heard at this node only. */
    VoiceExit NONE = packet -> {};

    /** Right after its gate let the packet pass; voice and channel are the exit's to fill in. */
    void leave(VoicePacket packet);
}
