package dev.tutti.media.forward;

import dev.tutti.media.Listener;
import dev.tutti.media.TrackGate;
import dev.tutti.media.transport.PeerTransport;
import dev.tutti.rtp.ReceptionStats;
import dev.tutti.rtp.ReportBlock;
import dev.tutti.rtp.RtcpWriter;
import org.jspecify.annotations.Nullable;

/** A published track on the media loop: asks the gate, keeps the pre-roll, hands packets to the subscriptions. */
final class IncomingTrack extends SourceTrack {
    /** A jump of the sequence number by more than this is a restarted sender, not loss. */
    private static final int MAX_GAP = 1000;

    private final PeerTransport transport;
    private final TrackGate gate;
    private final PreRoll preRoll = new PreRoll();
    private final LossTracker losses = new LossTracker();
    private final @Nullable ExitStream exit;
    private PublishSpec spec;
    private ReceptionStats reception = new ReceptionStats(MediaTime.CLOCK_RATE_HZ);
    private long ssrc;
    private boolean open;
    private boolean flushing;
    private long audibleFromNs;

    private long bytes;
    private long lastReportNs;
    private long bytesAtReport;
    private long lastSenderReportMiddle;
    private long lastSenderReportNs;
    private volatile LinkStats stats = LinkStats.NONE;

    IncomingTrack(PeerTransport transport, PublishSpec spec, TrackGate gate, @Nullable ExitStream exit) {
        this.transport = transport;
        this.spec = spec;
        this.gate = gate;
        this.exit = exit;
        ssrc = spec.ssrc();
    }

    PublishSpec spec() {
        return spec;
    }

    void update(PublishSpec next) {
        if (next.ssrc() != 0 && next.ssrc() != ssrc) {
            latch(next.ssrc());
        }
        spec = next;
    }

    /** The SSRC its packets carry; 0 while none has been learnt. */
    long ssrc() {
        return ssrc;
    }

    /** Takes the stream of another SSRC from now on: a sender that has started anew. */
    void latch(long streamSsrc) {
        if (ssrc != streamSsrc) {
            ssrc = streamSsrc;
            newGeneration();
            open = false;
            reception = new ReceptionStats(MediaTime.CLOCK_RATE_HZ);
            losses.clear();
            preRoll.clear();
        }
    }

    @Override
    boolean audibleTo(Listener listener) {
        return gate.audibleTo(listener);
    }

    @Override
    LinkStats stats() {
        return stats;
    }

    void onRtp(byte[] data, int offset, int length, long arrivalNs) {
        if (!packet.rtp.wrap(data, offset, length)) {
            return;
        }
        bytes += length;
        long highest = reception.highest();
        boolean first = reception.packets() == 0;
        long sequence = reception.received(packet.rtp.sequence(), packet.rtp.timestamp(), arrivalNs);
        if (!first && sequence - highest > MAX_GAP) {
            newSegment();
            losses.clear();
        } else if (!first && sequence - highest > 1) {
            losses.gap(highest, sequence, arrivalNs);
        } else if (!first && sequence < highest) {
            losses.arrived(sequence);
        }
        time.extend(packet.rtp.timestamp(), arrivalNs);
        judge(data, offset, length, sequence, arrivalNs);
    }

    private void judge(byte[] data, int offset, int length, long sequence, long arrivalNs) {
        switch (gate.verdict(arrivalNs)) {
            case FORWARD -> {
                if (!open) {
                    openGate(arrivalNs);
                    // The flush has used the view for the packets it sent.
                    if (!packet.rtp.wrap(data, offset, length)) {
                        return;
                    }
                }
                forward(sequence, arrivalNs);
            }
            case HOLD -> {
                shut(arrivalNs);
                preRoll.add(data, offset, length, sequence, arrivalNs);
            }
            case DROP -> {
                shut(arrivalNs);
                fade(arrivalNs);
                preRoll.clear();
            }
        }
    }

    private void shut(long nowNs) {
        if (open) {
            open = false;
            fallSilent(nowNs);
        }
    }

    /** From here on everything is audible that was recorded since the hold began, or since now if there was none. */
    private void openGate(long nowNs) {
        open = true;
        preRoll.expire(nowNs);
        audibleFromNs = nowNs;
        if (preRoll.isEmpty()) {
            return;
        }
        long heldSinceNs = gate.heldSinceNs();
        long oldestNs = preRoll.get(0).arrivalNs;
        boolean plausible = nowNs - heldSinceNs >= 0 && nowNs - heldSinceNs <= PreRoll.MAX_AGE_NS + 100_000_000L;
        audibleFromNs = plausible ? heldSinceNs : oldestNs;
        flushing = true;
        for (int i = 0; i < preRoll.count(); i++) {
            var held = preRoll.get(i);
            if (held.arrivalNs - audibleFromNs >= 0 && packet.rtp.wrap(held.bytes, 0, held.length)) {
                forward(held.sequence, held.arrivalNs);
            }
        }
        flushing = false;
        preRoll.clear();
    }

    private void forward(long sequence, long arrivalNs) {
        packet.sequence = sequence;
        packet.arrivalNs = arrivalNs;
        packet.timestamp = time.extend(packet.rtp.timestamp(), arrivalNs);
        // A packet asked for again counts as of when it should have come: it may belong to before the grant.
        long momentNs =
                sequence < reception.highest() && !flushing ? time.momentNs(packet.timestamp, arrivalNs) : arrivalNs;
        long sinceAudibleNs = momentNs - audibleFromNs;
        if (sinceAudibleNs < 0) {
            return;
        }
        if (!packet.parse(spec)) {
            newSegment();
            return;
        }
        packet.maxRedundancyTicks = (int) Math.min(MediaTime.ticks(sinceAudibleNs), AudioPacket.MAX_REDUNDANCY_TICKS);
        fanOut();
        if (exit != null) {
            exit.send(this, spec, packet, flushing);
        }
    }

    /** Asks the gate when no packet does: held audio leaves with the grant, silence comes with the end of one. */
    @Override
    void tick(long nowNs) {
        levels.tick(nowNs);
        if (open && !gate.passes(nowNs)) {
            shut(nowNs);
        }
        if (preRoll.isEmpty()) {
            fade(nowNs);
            return;
        }
        switch (gate.verdict(nowNs)) {
            case FORWARD -> openGate(nowNs);
            case HOLD -> preRoll.expire(nowNs);
            case DROP -> preRoll.clear();
        }
    }

    void onSenderReport(long ntpTime, long rtpTime, long nowNs) {
        clock.report(ntpTime, rtpTime, nowNs);
        lastSenderReportMiddle = ntpTime >>> 16 & 0xFFFF_FFFFL;
        lastSenderReportNs = nowNs;
    }

    long receivedPackets() {
        return reception.packets();
    }

    /** Fills our receiver report about this track and begins the next interval. */
    void report(ReportBlock block, long nowNs) {
        reception.report(block);
        block.ssrc = ssrc;
        block.lastSenderReport = lastSenderReportMiddle;
        long sinceNs = lastSenderReportMiddle == 0 ? 0 : nowNs - lastSenderReportNs;
        block.delaySinceLastSenderReport = sinceNs * 65_536 / MediaTime.NS_PER_SECOND;
        long elapsedNs = nowNs - lastReportNs;
        long bitrateBps =
                lastReportNs == 0 ? 0 : (bytes - bytesAtReport) * 8 * 1000 / Math.max(1, elapsedNs / 1_000_000);
        lastReportNs = nowNs;
        bytesAtReport = bytes;
        long rttUs = transport.stats().rttUs();
        stats = new LinkStats(
                reception.packets(),
                bytes,
                reception.lost(),
                block.fractionLost * 100.0 / 256,
                reception.jitterMs(),
                rttUs < 0 ? -1 : rttUs / 1000.0,
                bitrateBps);
    }

    boolean writeNack(RtcpWriter rtcp, long senderSsrc, long nowNs) {
        return spec.nack() && losses.write(rtcp, senderSsrc, ssrc, nowNs);
    }
}
