package dev.tutti.benchmarks.forward;

import dev.tutti.benchmarks.Samples;
import dev.tutti.media.lightclient.LightClientListener;

/** Counts what all listeners of one group receive and how long it took; written on one loop, read between windows. */
public final class Arrivals implements LightClientListener {
    private Samples delaysMs = new Samples();

    /** How many there are so far. */
    public synchronized int count() {
        return delaysMs.count();
    }

    /** What has arrived since the last call. */
    public synchronized Samples take() {
        Samples taken = delaysMs;
        delaysMs = new Samples();
        return taken;
    }

    @Override
    public synchronized void rtp(byte[] packet, int offset, int length, long receivedNs) {
        long sentNs = StampedRtp.sentNs(packet, offset, length);
        if (sentNs >= 0) {
            delaysMs.addNsAsMs(receivedNs - sentNs);
        }
    }
}
