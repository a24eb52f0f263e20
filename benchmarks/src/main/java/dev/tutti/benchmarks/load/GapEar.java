package dev.tutti.benchmarks.load;

import dev.tutti.benchmarks.forward.Arrivals;
import dev.tutti.benchmarks.forward.StampedRtp;
import dev.tutti.media.lightclient.LightClientListener;
import dev.tutti.rtp.RtpPacket;

/** What one listener hears: each packet's way, and the gaps of over 100 ms within a talk; the light clients' thread. */
final class GapEar implements LightClientListener {
    private static final long GAP_NS = 100_000_000L;
    /** A talker who has been silent for longer begins anew. */
    private static final long TALK_NS = 2_000_000_000L;

    private final Arrivals arrivals;
    private final LoadTally tally;
    private final RtpPacket packet = new RtpPacket();
    private long ssrc = -1;
    private int sequence;
    private long arrivedNs;
    private long spokenNs;

    GapEar(Arrivals arrivals, LoadTally tally) {
        this.arrivals = arrivals;
        this.tally = tally;
    }

    @Override
    public void rtp(byte[] bytes, int offset, int length, long arrivalNs) {
        arrivals.rtp(bytes, offset, length, arrivalNs);
        long sentNs = StampedRtp.sentNs(bytes, offset, length);
        if (sentNs < 0 || !packet.wrap(bytes, offset, length)) {
            return;
        }
        boolean goesOn = packet.ssrc() == ssrc && arrivalNs - arrivedNs < TALK_NS;
        boolean paused = packet.sequence() == ((sequence + 1) & 0xFFFF) && sentNs - spokenNs > GAP_NS;
        if (goesOn && !paused && arrivalNs - arrivedNs > GAP_NS) {
            tally.gap();
        }
        ssrc = packet.ssrc();
        sequence = packet.sequence();
        arrivedNs = arrivalNs;
        spokenNs = sentNs;
    }
}
