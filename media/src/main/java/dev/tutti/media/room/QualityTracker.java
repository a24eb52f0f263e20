package dev.tutti.media.room;

import dev.tutti.media.forward.LinkStats;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import livekit.LivekitModels.ConnectionQuality;
import livekit.LivekitRtc.ConnectionQualityInfo;
import livekit.LivekitRtc.ConnectionQualityUpdate;
import livekit.LivekitRtc.SignalResponse;

/** How well everybody is connected, from the media loop's reports; tells changes only. */
final class QualityTracker {
    private final Room room;
    private final Map<Participant, ConnectionQualityInfo> told = new LinkedHashMap<>();

    QualityTracker(Room room) {
        this.room = room;
    }

    void measure() {
        var changed = new ArrayList<ConnectionQualityInfo>();
        for (Participant participant : room.participants()) {
            if (!participant.wasActive()) {
                continue;
            }
            var quality = of(participant);
            var info = ConnectionQualityInfo.newBuilder()
                    .setParticipantSid(participant.sid())
                    .setQuality(quality.quality())
                    .setScore(quality.score())
                    .build();
            var before = told.put(participant, info);
            boolean tell = before == null || before.getQuality() != info.getQuality();
            if (tell && participant.hidden()) {
                participant.send(update(List.of(info)));
            } else if (tell) {
                changed.add(info);
            }
        }
        if (!changed.isEmpty()) {
            room.broadcast(update(changed), participant -> true);
        }
    }

    void tell(Participant newcomer) {
        var visible = told.entrySet().stream()
                .filter(entry -> !entry.getKey().hidden())
                .map(Map.Entry::getValue)
                .toList();
        if (!visible.isEmpty()) {
            newcomer.send(update(visible));
        }
    }

    void left(Participant participant) {
        told.remove(participant);
    }

    /** The worst of everything that is measured about the participant now. */
    LinkQuality of(Participant participant) {
        double rttMs = -1;
        long bitrateBps = 0;
        boolean lost = false;
        for (PeerLink link : participant.links()) {
            var stats = link.transport().stats();
            rttMs = Math.max(rttMs, stats.rttUs() < 0 ? -1 : stats.rttUs() / 1000.0);
            bitrateBps += stats.receiveBitrateBps() + stats.sendBitrateBps();
            lost |= link.connected() && link.stalled();
        }
        double lossPct = 0;
        double jitterMs = 0;
        for (LinkStats stats : statsOf(participant)) {
            lossPct = Math.max(lossPct, stats.lossPct());
            jitterMs = Math.max(jitterMs, stats.jitterMs());
            rttMs = Math.max(rttMs, stats.rttMs());
        }
        float score = lost ? 1 : LinkQuality.score(rttMs, lossPct, jitterMs);
        var quality = lost ? ConnectionQuality.LOST : LinkQuality.of(score);
        return new LinkQuality(participant.identity(), quality, score, rttMs, lossPct, jitterMs, bitrateBps);
    }

    private static List<LinkStats> statsOf(Participant participant) {
        var stats = new ArrayList<LinkStats>();
        for (PublishedTrack track : participant.intake().tracks()) {
            stats.add(track.media().stats());
        }
        for (Subscription subscription : participant.subscriptions().all()) {
            if (subscription.media() != null) {
                stats.add(subscription.media().stats());
            }
        }
        return stats;
    }

    private static SignalResponse update(List<ConnectionQualityInfo> infos) {
        return SignalResponse.newBuilder()
                .setConnectionQuality(ConnectionQualityUpdate.newBuilder().addAllUpdates(infos))
                .build();
    }
}
