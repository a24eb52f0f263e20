package dev.tutti.media.forward;

import dev.tutti.media.Listener;
import dev.tutti.media.RemoteGate;
import dev.tutti.media.VoicePacket;
import dev.tutti.rtp.ReceptionStats;
import dev.tutti.rtp.ReportBlock;

/** A track of another node on the media loop: its packets come nearly in order, each of them once. */
final class RemoteTrack extends SourceTrack {
    /** A jump by more than this is a stream that has started anew, not loss. */
    private static final int MAX_GAP = 1000;
    /** Nothing for so long is the end of a talk spurt, or Opus in a pause: silence fits both. */
    private static final long QUIET_NS = 160_000_000L;

    private static final long STATS_NS = 1_000_000_000L;

    private final RemoteGate gate;
    private final ReceptionStats reception = new ReceptionStats(MediaTime.CLOCK_RATE_HZ);
    private final ReportBlock block = new ReportBlock();
    private boolean talking;
    private long lastNs;
    private long bytes;
    private long bytesAtStats;
    private long statsNs;
    private volatile LinkStats stats = LinkStats.NONE;

    RemoteTrack(RemoteGate gate) {
        this.gate = gate;
    }

    @Override
    boolean audibleTo(Listener listener) {
        return gate.audibleTo(listener);
    }

    @Override
    LinkStats stats() {
        return stats;
    }

    void onPacket(VoicePacket voice, long nowNs) {
        if (!gate.passes(voice)) {
            quiet(nowNs);
            fade(nowNs);
            return;
        }
        long highest = reception.highest();
        boolean known = reception.packets() > 0;
        long sequence = reception.received((int) voice.sequence() & 0xFFFF, voice.timestamp(), nowNs);
        if (!known || Math.abs(sequence - highest) > MAX_GAP) {
            newGeneration();
        } else if (voice.first() && sequence > highest) {
            newSegment();
        }
        bytes += voice.length();
        packet.sequence = sequence;
        packet.arrivalNs = nowNs;
        packet.timestamp = time.extend(voice.timestamp(), nowNs);
        if (packet.take(voice)) {
            talking = true;
            lastNs = nowNs;
            fanOut();
        }
    }

    private void quiet(long nowNs) {
        if (talking) {
            talking = false;
            fallSilent(nowNs);
        }
    }

    @Override
    void tick(long nowNs) {
        levels.tick(nowNs);
        if (nowNs - lastNs >= QUIET_NS) {
            quiet(nowNs);
        }
        fade(nowNs);
        if (nowNs - statsNs >= STATS_NS && reception.packets() > 0) {
            measure(nowNs);
        }
    }

    private void measure(long nowNs) {
        reception.report(block);
        long elapsedMs = Math.max(1, (nowNs - statsNs) / 1_000_000);
        stats = new LinkStats(
                reception.packets(),
                bytes,
                reception.lost(),
                block.fractionLost * 100.0 / 256,
                reception.jitterMs(),
                -1,
                (bytes - bytesAtStats) * 8 * 1000 / elapsedMs);
        statsNs = nowNs;
        bytesAtStats = bytes;
    }
}
