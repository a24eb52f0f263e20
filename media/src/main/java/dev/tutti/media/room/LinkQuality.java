package dev.tutti.media.room;

import livekit.LivekitModels.ConnectionQuality;

/**
 * How well one participant is connected.
 *
 * @param rttMs −1 while unknown
 * @param bitrateBps both ways together
 */
public record LinkQuality(
        String identity,
        ConnectionQuality quality,
        float score,
        double rttMs,
        double lossPct,
        double jitterMs,
        long bitrateBps) {

    /** The score of speech over such a link: 4.5 is perfect, below 3 hurts (a shortened ITU-T G.107). */
    static float score(double rttMs, double lossPct, double jitterMs) {
        double delayMs = Math.max(0, rttMs) / 2 + jitterMs * 2;
        double impairment = delayMs / 40 + Math.max(0, delayMs - 177) / 10 + lossPct * 2.5;
        double rating = Math.max(0, 93.2 - impairment);
        double score = 1 + 0.035 * rating + rating * (rating - 60) * (100 - rating) * 7e-6;
        return (float) Math.max(1, Math.min(4.5, score));
    }

    static ConnectionQuality of(float score) {
        if (score >= 4.0f) {
            return ConnectionQuality.EXCELLENT;
        }
        return score >= 3.0f ? ConnectionQuality.GOOD : ConnectionQuality.POOR;
    }
}
