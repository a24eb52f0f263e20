package dev.tutti.cluster.relay;

/**
 * What one link costs voice: its delay, and what loss and a weak radio do to it, in microseconds of delay that would be as bad.
 *
 * @param rttUs round trip; 0 while unknown
 * @param lossPermille lost of what the peer sent lately
 * @param signalDb how weak the weaker end's radio is, −dBm; 0 for a cable, and where it is not known
 */
public record LinkCost(long rttUs, int lossPermille, int signalDb) {
    /** Of a link that nothing was measured of yet: not better than any measured one in a local network. */
    private static final long UNKNOWN_RTT_US = 20_000;
    /** One packet in a hundred lost is as bad as five milliseconds. */
    private static final long LOSS_US = 500;
    /** From here on a radio gets unreliable before packets are lost. */
    private static final int WEAK_DB = 67;

    private static final long WEAK_US = 1_000;

    public long us() {
        long delayUs = (rttUs == 0 ? UNKNOWN_RTT_US : rttUs) / 2;
        return delayUs + lossPermille * LOSS_US + Math.max(0, signalDb - WEAK_DB) * WEAK_US;
    }
}
