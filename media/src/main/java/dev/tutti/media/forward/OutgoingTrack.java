package dev.tutti.media.forward;

import dev.tutti.media.Listener;
import dev.tutti.media.transport.PeerTransport;
import dev.tutti.media.transport.ResendRing;
import dev.tutti.rtp.OpusFrames;
import dev.tutti.rtp.ReportBlock;
import dev.tutti.rtp.RtcpReader;
import dev.tutti.rtp.SenderInfo;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** A subscription on the media loop: rewrites each packet into a stream of its own, without gaps where the gate was shut. */
final class OutgoingTrack {
    private static final int MAX_PAYLOAD = 1400;
    /** A step of the timestamp that differs by more than this from the time that passed is a restarted clock. */
    private static final long MAX_CLOCK_ERROR_TICKS = 3L * MediaTime.CLOCK_RATE_HZ;

    private static final int NO_SEGMENT = -1;

    private final SourceTrack source;
    private final PeerStreams streams;
    private final PeerTransport transport;
    private final Listener listener;
    private final Draft draft;
    private SubscribeSpec spec;
    private byte @Nullable [] mid;
    private byte[] cname = new byte[0];
    private @Nullable ResendRing ring;
    private boolean paused;
    private boolean confirmed;

    private int segment = NO_SEGMENT;
    private int generation;
    private long segmentStart;
    private long sequenceShift;
    private long lastSequence;
    private long timestampShift;
    private long lastTimestamp;
    private long lastVoiceTimestamp;
    private int lastDurationTicks = OpusFrames.USUAL_TICKS;
    private long lastArrivalNs;
    private boolean started;
    private final TalkEnd talkEnd = new TalkEnd();

    private long packets;
    private long payloadBytes;
    private long packetsAtReport;
    private long bytesAtStats;
    private long lastStatsNs;
    private long sentReportMiddle;
    private long sentReportNs;
    private volatile LinkStats stats = LinkStats.NONE;

    OutgoingTrack(SourceTrack source, PeerStreams streams, SubscribeSpec spec, Start start) {
        this.source = source;
        this.streams = streams;
        draft = source.draft();
        transport = streams.transport();
        listener = start.listener();
        lastSequence = start.sequence();
        lastTimestamp = start.timestamp();
        this.spec = spec;
        apply(spec);
    }

    /** Where a stream begins: at random numbers (RFC 3550 section 5.1), for this listener. */
    record Start(Listener listener, int sequence, long timestamp) {}

    void update(SubscribeSpec next) {
        spec = next;
        apply(next);
    }

    private void apply(SubscribeSpec next) {
        String text = next.mid();
        mid = text == null || text.isEmpty() || text.length() > 16 ? null : text.getBytes(StandardCharsets.US_ASCII);
        cname = next.cname().getBytes(StandardCharsets.UTF_8);
        if (!next.nack()) {
            ring = null;
        } else if (ring == null) {
            ring = new ResendRing();
        }
    }

    SubscribeSpec spec() {
        return spec;
    }

    SourceTrack source() {
        return source;
    }

    PeerStreams streams() {
        return streams;
    }

    byte[] cname() {
        return cname;
    }

    void pause(boolean pause) {
        paused = pause;
    }

    LinkStats stats() {
        return stats;
    }

    void send(AudioPacket packet) {
        if (paused || !source.audibleTo(listener)) {
            segment = NO_SEGMENT;
            fallSilent(packet.arrivalNs);
            return;
        }
        boolean first = segment != source.segment();
        if (first) {
            beginSegment(packet);
        } else if (packet.sequence < segmentStart) {
            return;
        }
        long sequence = packet.sequence - sequenceShift;
        long timestamp = packet.timestamp - timestampShift;
        boolean asRed = packet.isRed && spec.redPayloadType() >= 0;
        int payload =
                writeHeader(packet, first, asRed ? spec.redPayloadType() : spec.opusPayloadType(), sequence, timestamp);
        int length = writePayload(packet, asRed, payload);
        if (length < 0) {
            return;
        }
        if (transport.sendRtp(draft.bytes, 0, payload + length, ring)) {
            packets++;
            payloadBytes += length;
        }
        if (sequence > lastSequence) {
            lastSequence = sequence;
            lastTimestamp = timestamp;
            lastVoiceTimestamp = timestamp;
            lastArrivalNs = packet.arrivalNs;
            lastDurationTicks = OpusFrames.durationTicks(packet.bytes, packet.opusOffset, packet.opusLength);
            talkEnd.voice(packet.arrivalNs, lastDurationTicks);
        }
    }

    /** Ends the talk spurt, if there is one, with silence: the first frame now, the others as they become due. */
    void fallSilent(long nowNs) {
        if (talkEnd.begin()) {
            source.fading(nowNs);
        }
        silence(nowNs);
    }

    /** Sends the silent frame that is due, if one is. */
    void silence(long nowNs) {
        if (talkEnd.due(nowNs)) {
            sendSilence();
        }
    }

    /** Ends the talk spurt before the stream itself ends: all its silence now. */
    void silenceAtOnce() {
        talkEnd.begin();
        while (talkEnd.next()) {
            sendSilence();
        }
    }

    private void sendSilence() {
        lastTimestamp += lastDurationTicks;
        lastDurationTicks = OpusFrames.USUAL_TICKS;
        draft.writer.begin(draft.bytes, 0, false, spec.opusPayloadType());
        draft.writer.stream((int) ++lastSequence & 0xFFFF, lastTimestamp, spec.ssrc());
        writeExtensions(LevelMeter.SILENCE);
        int payload = draft.writer.end();
        System.arraycopy(TalkEnd.SILENCE, 0, draft.bytes, payload, TalkEnd.SILENCE.length);
        if (transport.sendRtp(draft.bytes, 0, payload + TalkEnd.SILENCE.length, ring)) {
            packets++;
            payloadBytes += TalkEnd.SILENCE.length;
        }
    }

    /** The next sequence number follows the last one sent; the timestamp goes on as the publisher's clock does. */
    private void beginSegment(AudioPacket packet) {
        segment = source.segment();
        segmentStart = packet.sequence;
        sequenceShift = packet.sequence - (lastSequence + 1);
        long earliest = started ? lastTimestamp + lastDurationTicks : lastTimestamp;
        long elapsedTicks = MediaTime.ticks(packet.arrivalNs - lastArrivalNs);
        long expected = started ? Math.max(earliest, lastVoiceTimestamp + elapsedTicks) : earliest;
        boolean restarted = !started || generation != source.generation();
        if (restarted || Math.abs(packet.timestamp - timestampShift - expected) > MAX_CLOCK_ERROR_TICKS) {
            timestampShift = packet.timestamp - expected;
        } else if (packet.timestamp - timestampShift < earliest) {
            // Silence was sent in its place.
            timestampShift = packet.timestamp - earliest;
        }
        generation = source.generation();
        started = true;
    }

    private int writeHeader(AudioPacket packet, boolean first, int payloadType, long sequence, long timestamp) {
        draft.writer.begin(draft.bytes, 0, first || packet.marker, payloadType);
        draft.writer.stream((int) sequence & 0xFFFF, timestamp, spec.ssrc());
        writeExtensions(packet.level);
        return draft.writer.end();
    }

    private void writeExtensions(int audioLevel) {
        if (audioLevel >= 0 && spec.extensions().audioLevel() != 0) {
            draft.level(spec.extensions().audioLevel(), audioLevel);
        }
        var name = mid;
        if (name != null && !confirmed && spec.extensions().mid() != 0) {
            draft.writer.extension(spec.extensions().mid(), name, 0, name.length);
        }
    }

    private int writePayload(AudioPacket packet, boolean asRed, int at) {
        if (packet.payloadLength > MAX_PAYLOAD) {
            return -1;
        }
        if (asRed) {
            return packet.red.rewrite(draft.bytes, at, spec.opusPayloadType(), packet.maxRedundancyTicks);
        }
        System.arraycopy(packet.bytes, packet.opusOffset, draft.bytes, at, packet.opusLength);
        return packet.opusLength;
    }

    /** The subscriber's report: it knows the stream by now, so the mid need not be sent any more. */
    void onReport(ReportBlock block, long nowNs) {
        confirmed = true;
        double rttMs = stats.rttMs();
        if (block.lastSenderReport != 0 && block.lastSenderReport == sentReportMiddle) {
            long heldNs = block.delaySinceLastSenderReport * MediaTime.NS_PER_SECOND / 65_536;
            rttMs = Math.max(0, nowNs - sentReportNs - heldNs) / 1e6;
        } else if (rttMs < 0 && transport.stats().rttUs() >= 0) {
            rttMs = transport.stats().rttUs() / 1000.0;
        }
        long elapsedMs = Math.max(1, (nowNs - lastStatsNs) / 1_000_000);
        long bitrateBps = lastStatsNs == 0 ? 0 : (payloadBytes - bytesAtStats) * 8 * 1000 / elapsedMs;
        lastStatsNs = nowNs;
        bytesAtStats = payloadBytes;
        stats = new LinkStats(
                packets,
                payloadBytes,
                Math.max(0, block.cumulativeLost),
                block.fractionLost * 100.0 / 256,
                block.jitter * 1000.0 / MediaTime.CLOCK_RATE_HZ,
                rttMs,
                bitrateBps);
    }

    void onNack(RtcpReader rtcp, long nowNs) {
        var kept = ring;
        if (kept == null) {
            return;
        }
        int entries = Math.min(rtcp.nackCount(), 16);
        for (int i = 0; i < entries; i++) {
            int packetId = rtcp.nackPacketId(i);
            transport.resend(kept, packetId, nowNs);
            for (int mask = rtcp.nackBitmask(i), next = 1; mask != 0; mask >>>= 1, next++) {
                if ((mask & 1) != 0) {
                    transport.resend(kept, packetId + next & 0xFFFF, nowNs);
                }
            }
        }
    }

    /** Fills a sender report, the publisher's clock translated into this stream; false when there is nothing to report. */
    boolean report(SenderInfo info, long nowNs) {
        if (packets == packetsAtReport || !source.clock().known() || generation != source.generation()) {
            return false;
        }
        packetsAtReport = packets;
        info.ssrc = spec.ssrc();
        info.ntpTime = source.clock().ntpAt(nowNs);
        info.rtpTime = source.clock().rtpAt(nowNs) - timestampShift & 0xFFFF_FFFFL;
        info.packets = packets;
        info.bytes = payloadBytes;
        sentReportMiddle = info.ntpTime >>> 16 & 0xFFFF_FFFFL;
        sentReportNs = nowNs;
        return true;
    }
}
