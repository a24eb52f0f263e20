package dev.tutti.media.room;

import dev.tutti.media.MediaServer;
import dev.tutti.media.TrackGate;
import dev.tutti.media.TrackPublication;
import dev.tutti.media.VoiceExit;
import dev.tutti.media.VoicePacket;
import dev.tutti.media.VoiceTrunk;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import livekit.LivekitModels.ParticipantInfo;
import org.jspecify.annotations.Nullable;

/** The shortest way from one node's rooms to another's: straight into them. */
final class TestTrunk implements VoiceTrunk {
    private final String self;
    private volatile @Nullable MediaServer other;
    private final List<Left> left = new CopyOnWriteArrayList<>();

    private record Left(String track, long sequence) {}

    TestTrunk(String self) {
        this.self = self;
    }

    void to(MediaServer server) {
        other = server;
    }

    /** From now on nothing gets through. */
    void cut() {
        other = null;
    }

    /** The sequence numbers of a track that left, one after the other. */
    List<Long> left(String track) {
        return left.stream()
                .filter(packet -> packet.track().equals(track))
                .map(Left::sequence)
                .toList();
    }

    @Override
    public long voice(TrackPublication publication) {
        return publication.trackSid().hashCode();
    }

    @Override
    public VoiceExit exit(TrackPublication publication, TrackGate gate) {
        long voice = voice(publication);
        var carried = new VoicePacket();
        return packet -> {
            left.add(new Left(publication.trackSid(), packet.sequence()));
            carried.copy(packet);
            carried.of(voice, 0);
            var there = other;
            if (there != null) {
                there.remoteVoices().put(carried);
            }
        };
    }

    @Override
    public void present(String room, ParticipantInfo participant, boolean joins) {
        var there = other;
        if (there != null) {
            there.remoteRooms().present(self, room, participant, joins);
        }
    }

    @Override
    public void gone(String room, String identity, String sid) {
        var there = other;
        if (there != null) {
            there.remoteRooms().gone(self, room, identity, sid);
        }
    }
}
