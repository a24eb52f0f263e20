package dev.tutti.media.forward;

import dev.tutti.media.TrackGate;
import dev.tutti.media.transport.PeerTransport;
import dev.tutti.rtp.ReceptionStats;
import dev.tutti.rtp.ReportBlock;
import dev.tutti.rtp.RtcpWriter;
import java.util.ArrayList;
import java.util.List;

/** A published track on the media loop: asks the gate, keeps the pre-roll, hands packets to the subscriptions. */
final class IncomingTrack {
    /** A jump of the sequence number by more than this is a restarted sender, not loss. */
    private static final int MAX_GAP = 1000;
    /** How long after a talk spurt its subscriptions are asked whether they owe silence. */
    private static final long FADE_NS = 200_000_000L;

    private final PeerTransport transport;
    private final TrackGate gate;
    private final List<OutgoingTrack> subscriptions = new ArrayList<>();
    private final PreRoll preRoll = new PreRoll();
    private final LevelMeter levels = new LevelMeter();
    private final LossTracker losses = new LossTracker();
    private final MediaTime time = new MediaTime();
    private final SourceClock clock = new SourceClock();
    private final AudioPacket packet = new AudioPacket();
    private final Draft draft = new Draft();
    private PublishSpec spec;
    private ReceptionStats reception = new ReceptionStats(MediaTime.CLOCK_RATE_HZ);
    private long ssrc;
    private boolean open;
    private boolean flushing;
    private boolean fading;
    private long fadedNs;
    private long audibleFromNs;
    /** Changes whenever subscribers must not count what they did not get as lost. */
    private int segment;
    /** Changes with the publisher's SSRC: its clock starts anew. */
    private int generation;

    private long bytes;
    private long lastReportNs;
    private long bytesAtReport;
    private long lastSenderReportMiddle;
    private long lastSenderReportNs;
    private volatile LinkStats stats = LinkStats.NONE;

    IncomingTrack(PeerTransport transport, PublishSpec spec, TrackGate gate) {
        this.transport = transport;
        this.spec = spec;
        this.gate = gate;
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
            generation++;
            segment++;
            open = false;
            reception = new ReceptionStats(MediaTime.CLOCK_RATE_HZ);
            time.reset();
            clock.reset();
            losses.clear();
            preRoll.clear();
        }
    }

    List<OutgoingTrack> subscriptions() {
        return subscriptions;
    }

    int segment() {
        return segment;
    }

    int generation() {
        return generation;
    }

    SourceClock clock() {
        return clock;
    }

    TrackGate gate() {
        return gate;
    }

    Draft draft() {
        return draft;
    }

    double loudness() {
        return levels.loudness();
    }

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
            segment++;
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
            segment++;
            for (int i = 0; i < subscriptions.size(); i++) {
                subscriptions.get(i).fallSilent(nowNs);
            }
        }
    }

    /** A subscription owes its listener silence from now on. */
    void fading(long nowNs) {
        fading = true;
        fadedNs = nowNs + FADE_NS;
    }

    private void fade(long nowNs) {
        if (fading) {
            fading = nowNs - fadedNs < 0;
            for (int i = 0; i < subscriptions.size(); i++) {
                subscriptions.get(i).silence(nowNs);
            }
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
            segment++;
            return;
        }
        packet.maxRedundancyTicks = (int) Math.min(MediaTime.ticks(sinceAudibleNs), 0x3FFF);
        if (packet.level >= 0) {
            levels.level(packet.level, arrivalNs);
        }
        for (int i = 0; i < subscriptions.size(); i++) {
            subscriptions.get(i).send(packet);
        }
    }

    /** Asks the gate when no packet does: held audio leaves with the grant, silence comes with the end of one. */
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
