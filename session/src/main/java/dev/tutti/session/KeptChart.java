package dev.tutti.session;

import dev.tutti.foundation.ChartId;
import dev.tutti.session.songs.Chart;

/** A chart under the hash of its content. */
public record KeptChart(ChartId id, Chart chart) {
    public static KeptChart of(Chart chart) {
        return new KeptChart(chart.id(), chart);
    }
}
