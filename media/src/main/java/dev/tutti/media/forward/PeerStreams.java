package dev.tutti.media.forward;

import dev.tutti.media.transport.PacketSink;
import dev.tutti.media.transport.PeerTransport;
import dev.tutti.rtp.Bytes;
import dev.tutti.rtp.ReportBlock;
import dev.tutti.rtp.RtcpReader;
import dev.tutti.rtp.RtcpType;
import dev.tutti.rtp.RtcpWriter;
import dev.tutti.rtp.RtpPacket;
import dev.tutti.rtp.SenderInfo;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The streams of one transport, in and out: finds the track of each packet and keeps up the reports. Media loop only. */
final class PeerStreams implements PacketSink {
    private static final long REPORT_NS = 1_000_000_000L;
    private static final int MAX_RTCP = 1200;
    private static final int MAX_BLOCKS = 31;
    private static final int SENDER_REPORT_AND_CNAME = 28 + 12 + 260;

    private final PeerTransport transport;
    private final long reporterSsrc;
    private final byte[] reporterCname;
    private final Runnable onClosed;
    private final List<IncomingTrack> incoming = new ArrayList<>();
    private final Map<Long, OutgoingTrack> outgoing = new HashMap<>();
    private final RtpPacket view = new RtpPacket();
    private final RtcpReader reader = new RtcpReader();
    private final RtcpWriter writer = new RtcpWriter(MAX_RTCP);
    private final ReportBlock block = new ReportBlock();
    private final ReportBlock[] blocks = new ReportBlock[MAX_BLOCKS];
    private final SenderInfo info = new SenderInfo();
    private long nextReportNs;
    private boolean closed;

    PeerStreams(PeerTransport transport, long reporterSsrc, Runnable onClosed) {
        this.transport = transport;
        this.reporterSsrc = reporterSsrc;
        this.onClosed = onClosed;
        reporterCname = Long.toHexString(reporterSsrc).getBytes(StandardCharsets.US_ASCII);
        for (int i = 0; i < MAX_BLOCKS; i++) {
            blocks[i] = new ReportBlock();
        }
    }

    PeerTransport transport() {
        return transport;
    }

    void add(IncomingTrack track) {
        if (!closed) {
            incoming.add(track);
        }
    }

    void remove(IncomingTrack track) {
        incoming.remove(track);
        track.end();
    }

    void add(OutgoingTrack track) {
        if (!closed) {
            outgoing.put(track.spec().ssrc(), track);
            track.source().subscriptions().add(track);
        }
    }

    /** Ends a subscription with a BYE. */
    void remove(OutgoingTrack track) {
        track.source().subscriptions().remove(track);
        if (outgoing.remove(track.spec().ssrc(), track)) {
            track.silenceAtOnce();
            writer.clear()
                    .receiverReport(track.spec().ssrc(), blocks, 0)
                    .bye(track.spec().ssrc());
            transport.sendRtcp(writer.array(), 0, writer.length());
        }
    }

    @Override
    public boolean rtp(byte[] packet, int offset, int length, long arrivalNs) {
        long ssrc = Bytes.u32(packet, offset + 8);
        for (int i = 0; i < incoming.size(); i++) {
            var track = incoming.get(i);
            if (track.ssrc() == ssrc) {
                track.onRtp(packet, offset, length, arrivalNs);
                return true;
            }
        }
        var track = unannounced(packet, offset, length);
        if (track == null) {
            return false;
        }
        track.latch(ssrc);
        track.onRtp(packet, offset, length, arrivalNs);
        return true;
    }

    /** A stream whose SSRC no SDP has named belongs to the track with its mid, or to the only one that still has none. */
    private @Nullable IncomingTrack unannounced(byte[] packet, int offset, int length) {
        if (!view.wrap(packet, offset, length)) {
            return null;
        }
        IncomingTrack only = null;
        for (var track : incoming) {
            if (hasMid(track)) {
                return track;
            }
            if (track.ssrc() == 0) {
                if (only != null) {
                    return null;
                }
                only = track;
            }
        }
        return only;
    }

    private boolean hasMid(IncomingTrack track) {
        String mid = track.spec().mid();
        if (mid == null
                || !view.findExtension(track.spec().extensions().mid())
                || view.extensionLength() != mid.length()) {
            return false;
        }
        for (int i = 0; i < mid.length(); i++) {
            if (view.array()[view.extensionOffset() + i] != (byte) mid.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    @Override
    public void rtcp(byte[] packet, int offset, int length, long arrivalNs) {
        if (!reader.wrap(packet, offset, length)) {
            return;
        }
        while (reader.next()) {
            switch (reader.type()) {
                case RtcpType.SENDER_REPORT -> {
                    onSenderReport(arrivalNs);
                    onBlocks(arrivalNs);
                }
                case RtcpType.RECEIVER_REPORT -> onBlocks(arrivalNs);
                case RtcpType.TRANSPORT_FEEDBACK -> {
                    var track = reader.count() == RtcpType.GENERIC_NACK ? outgoing.get(reader.mediaSsrc()) : null;
                    if (track != null) {
                        track.onNack(reader, arrivalNs);
                    }
                }
                default -> {
                    // Descriptions and goodbyes tell nothing that signalling does not; pictures come with video.
                }
            }
        }
    }

    private void onSenderReport(long arrivalNs) {
        for (var track : incoming) {
            if (track.ssrc() == reader.senderSsrc()) {
                track.onSenderReport(reader.ntpTime(), reader.rtpTime(), arrivalNs);
            }
        }
    }

    private void onBlocks(long arrivalNs) {
        for (int i = 0; i < reader.count(); i++) {
            reader.block(i, block);
            var track = outgoing.get(block.ssrc);
            if (track != null) {
                track.onReport(block, arrivalNs);
            }
        }
    }

    @Override
    public void tick(long nowNs) {
        for (int i = 0; i < incoming.size(); i++) {
            var track = incoming.get(i);
            track.tick(nowNs);
            writer.clear();
            if (track.writeNack(writer, reporterSsrc, nowNs)) {
                transport.sendRtcp(writer.array(), 0, writer.length());
            }
        }
        if (nowNs - nextReportNs >= 0) {
            nextReportNs = nowNs + REPORT_NS;
            reportReception(nowNs);
            reportSending(nowNs);
        }
    }

    private void reportReception(long nowNs) {
        int count = 0;
        for (int i = 0; i < incoming.size() && count < MAX_BLOCKS; i++) {
            var track = incoming.get(i);
            if (track.receivedPackets() > 0) {
                track.report(blocks[count++], nowNs);
            }
        }
        if (count > 0) {
            writer.clear().receiverReport(reporterSsrc, blocks, count).cname(reporterSsrc, reporterCname);
            transport.sendRtcp(writer.array(), 0, writer.length());
        }
    }

    private void reportSending(long nowNs) {
        writer.clear();
        for (var track : outgoing.values()) {
            if (!track.report(info, nowNs)) {
                continue;
            }
            if (!writer.fits(SENDER_REPORT_AND_CNAME)) {
                transport.sendRtcp(writer.array(), 0, writer.length());
                writer.clear();
            }
            writer.senderReport(info).cname(info.ssrc, track.cname());
        }
        if (writer.length() > 0) {
            transport.sendRtcp(writer.array(), 0, writer.length());
        }
    }

    @Override
    public void closed() {
        closed = true;
        List.copyOf(incoming).forEach(this::remove);
        List.copyOf(outgoing.values()).forEach(this::remove);
        onClosed.run();
    }
}
