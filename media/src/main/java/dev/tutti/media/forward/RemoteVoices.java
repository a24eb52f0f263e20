package dev.tutti.media.forward;

import dev.tutti.foundation.LongTable;
import dev.tutti.media.VoicePacket;
import dev.tutti.media.transport.LoopGuest;
import dev.tutti.media.transport.MediaLoop;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;

/** The tracks of other nodes: takes their packets from any thread through a bounded ring to the media loop. */
public final class RemoteVoices implements LoopGuest {
    static final int SLOTS = 1024;
    static final int MAX_TRACKS = 4096;

    private final MediaLoop loop;
    private final LongTable<RemoteTrack> byVoice = new LongTable<>(MAX_TRACKS);
    private final List<RemoteTrack> tracks = new ArrayList<>();
    private final VoicePacket[] ring = new VoicePacket[SLOTS];
    private final Object writing = new Object();
    /** Written under the lock. */
    private volatile long written;
    /** Media loop only. */
    private volatile long read;

    private final LongAdder overflows = new LongAdder();
    private final LongAdder strays = new LongAdder();

    RemoteVoices(MediaLoop loop) {
        this.loop = loop;
        for (int i = 0; i < SLOTS; i++) {
            ring[i] = new VoicePacket();
        }
    }

    /** Copies the packet and hands it to the loop; false when that has fallen behind. Any thread, allocates nothing. */
    public boolean put(VoicePacket packet) {
        synchronized (writing) {
            long next = written;
            if (next - read >= SLOTS) {
                overflows.increment();
                return false;
            }
            ring[(int) next & (SLOTS - 1)].copy(packet);
            written = next + 1;
        }
        loop.wake();
        return true;
    }

    /** Packets that the loop was too slow for. */
    public long overflows() {
        return overflows.sum();
    }

    /** Packets of tracks that nobody announced here. */
    public long strays() {
        return strays.sum();
    }

    void add(long voice, RemoteTrack track) {
        var before = byVoice.find(voice);
        if (before != null) {
            remove(voice, before);
        }
        if (byVoice.put(voice, track)) {
            tracks.add(track);
        }
    }

    void remove(long voice, RemoteTrack track) {
        if (byVoice.find(voice) == track) {
            byVoice.remove(voice);
        }
        tracks.remove(track);
        track.end();
    }

    @Override
    public void turn(long nowNs) {
        long end = written;
        for (long next = read; next < end; next++) {
            var packet = ring[(int) next & (SLOTS - 1)];
            var track = byVoice.find(packet.voice());
            if (track == null) {
                strays.increment();
            } else {
                track.onPacket(packet, nowNs);
            }
            read = next + 1;
        }
    }

    @Override
    public void tick(long nowNs) {
        for (int i = 0; i < tracks.size(); i++) {
            tracks.get(i).tick(nowNs);
        }
    }
}
