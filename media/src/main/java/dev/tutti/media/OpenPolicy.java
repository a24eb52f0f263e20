package dev.tutti.media;

import java.util.concurrent.ConcurrentHashMap;

/** The policy of a plain room: LiveKit's own semantics, where only a mute silences a track. */
final class OpenPolicy implements ForwardingPolicy {
    private final ConcurrentHashMap<TrackPublication, MuteGate> gates = new ConcurrentHashMap<>();

    @Override
    public TrackGate open(TrackPublication publication) {
        return gates.computeIfAbsent(publication, _ -> new MuteGate());
    }

    @Override
    public RemoteGate openRemote(TrackPublication publication) {
        return RemoteGate.OPEN;
    }

    @Override
    public Listener listener(String room, String identity) {
        return new Listener.Named(room, identity);
    }

    @Override
    public void muteChanged(TrackPublication publication, boolean muted) {
        var gate = gates.get(publication);
        if (gate != null) {
            gate.muted = muted;
        }
    }

    @Override
    public void closed(TrackPublication publication) {
        gates.remove(publication);
    }

    private static final class MuteGate implements TrackGate {
        private volatile boolean muted;

        @Override
        public Verdict verdict(long nowNs) {
            return muted ? Verdict.DROP : Verdict.FORWARD;
        }

        @Override
        public boolean passes(long nowNs) {
            return !muted;
        }

        @Override
        public long heldSinceNs() {
            return 0;
        }

        @Override
        public boolean audibleTo(Listener listener) {
            return true;
        }
    }
}
