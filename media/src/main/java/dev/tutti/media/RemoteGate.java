package dev.tutti.media;

/** The policy's answer about a track of another node, asked on the media loop for every packet: no blocking, no allocation. */
public interface RemoteGate {
    /** A plain room's: what its node accepted is heard. */
    RemoteGate OPEN = new RemoteGate() {
        @Override
        public boolean passes(VoicePacket packet) {
            return true;
        }

        @Override
        public boolean audibleTo(Listener listener) {
            return true;
        }
    };

    /** Whether this packet, which its own node accepted, is heard here now. */
    boolean passes(VoicePacket packet);

    /** Whether this listener may hear the packet that {@link #passes} was last asked about. */
    boolean audibleTo(Listener listener);
}
