package dev.tutti.media.room;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import livekit.LivekitModels.SpeakerInfo;

/** Who is speaking, and how loudly, as far as it is forwarded; tells changes only. */
final class SpeakerTracker {
    /** 35 dB below full scale, LiveKit's own threshold; half of it ends speaking. */
    private static final double ACTIVE = 0.0178;

    private static final double SILENT = ACTIVE / 2;
    private static final int LEVEL_STEPS = 8;

    private final Room room;
    private final Map<Publisher, SpeakerInfo> speaking = new LinkedHashMap<>();

    SpeakerTracker(Room room) {
        this.room = room;
    }

    void measure() {
        var changed = new LinkedHashMap<Publisher, SpeakerInfo>();
        for (Publisher participant : room.publishers()) {
            double loudest = 0;
            for (PublishedTrack track : participant.publications()) {
                if (!track.info().getMuted()) {
                    loudest = Math.max(loudest, track.media().loudness());
                }
            }
            var before = speaking.get(participant);
            boolean active = loudest >= (before == null ? ACTIVE : SILENT);
            var now = info(participant, active ? loudest : 0);
            if (active ? !now.equals(before) : before != null) {
                changed.put(participant, now);
            }
            if (active) {
                speaking.put(participant, now);
            } else {
                speaking.remove(participant);
            }
        }
        tell(changed);
    }

    /** Tells a newcomer who is speaking already. */
    void tell(Participant newcomer) {
        var visible = speaking.entrySet().stream()
                .filter(entry -> !entry.getKey().hidden())
                .map(Map.Entry::getValue)
                .toList();
        if (!visible.isEmpty()) {
            newcomer.send(Signals.speakers(visible));
        }
    }

    void left(Publisher participant) {
        if (speaking.remove(participant) != null) {
            var changed = new LinkedHashMap<Publisher, SpeakerInfo>();
            changed.put(participant, info(participant, 0));
            tell(changed);
        }
    }

    private void tell(Map<Publisher, SpeakerInfo> changed) {
        var identities = new ArrayList<String>();
        var visible = new ArrayList<SpeakerInfo>();
        changed.forEach((participant, info) -> {
            if (!participant.hidden()) {
                identities.add(participant.identity());
                visible.add(info);
            }
        });
        if (!visible.isEmpty()) {
            room.broadcast(Signals.speakers(List.copyOf(visible)), participant -> true);
            room.context().listener().speakersChanged(room.info(), identities, visible);
        }
    }

    private static SpeakerInfo info(Publisher participant, double loudness) {
        float level = (float) (Math.ceil(Math.min(1, loudness) * LEVEL_STEPS) / LEVEL_STEPS);
        return SpeakerInfo.newBuilder()
                .setSid(participant.sid())
                .setLevel(level)
                .setActive(loudness > 0)
                .build();
    }
}
