package dev.tutti.media.forward;

import dev.tutti.media.Listener;
import dev.tutti.media.TrackGate;
import dev.tutti.media.Verdict;

/** A gate that a test opens and shuts by hand. */
final class SwitchGate implements TrackGate {
    volatile Verdict verdict = Verdict.FORWARD;
    volatile long heldSinceNs;
    volatile String deafIdentity = "";

    @Override
    public Verdict verdict(long nowNs) {
        return verdict;
    }

    @Override
    public boolean passes(long nowNs) {
        return verdict == Verdict.FORWARD;
    }

    @Override
    public long heldSinceNs() {
        return heldSinceNs;
    }

    @Override
    public boolean audibleTo(Listener listener) {
        return !listener.identity().equals(deafIdentity);
    }
}
