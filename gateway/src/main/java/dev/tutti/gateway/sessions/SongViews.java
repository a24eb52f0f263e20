package dev.tutti.gateway.sessions;

import dev.tutti.gateway.wire.ChartMessages;
import dev.tutti.gateway.wire.ChartMessages.ChartLine;
import dev.tutti.gateway.wire.ChartMessages.ChartPart;
import dev.tutti.gateway.wire.ChartMessages.ChartSection;
import dev.tutti.gateway.wire.ChartMessages.ChartView;
import dev.tutti.gateway.wire.SongMessages;
import dev.tutti.gateway.wire.SongMessages.ImportedSong;
import dev.tutti.gateway.wire.SongMessages.SongBrief;
import dev.tutti.gateway.wire.SongMessages.SongRequest;
import dev.tutti.gateway.wire.SongMessages.SongView;
import dev.tutti.session.songs.Chart;
import dev.tutti.session.songs.Line;
import dev.tutti.session.songs.LineKind;
import dev.tutti.session.songs.Part;
import dev.tutti.session.songs.Section;
import dev.tutti.session.songs.SectionKind;
import dev.tutti.session.songs.Song;
import dev.tutti.session.songs.SongDraft;
import dev.tutti.session.songs.SongLibrary;
import dev.tutti.session.songs.TimeSignature;
import java.time.Instant;

/** Songs and charts, in the words of the wire and back. Thread-safe. */
final class SongViews {
    private SongViews() {}

    static SongView song(Song song) {
        SongDraft draft = song.draft();
        return new SongView(
                song.id().value(),
                draft.title(),
                draft.artist(),
                draft.key(),
                draft.bpm(),
                WireEnums.toOrNull(SongMessages.TimeSignature.class, draft.timeSignature()),
                draft.durationS(),
                draft.notes(),
                chart(draft.chart()),
                Instant.ofEpochMilli(song.updatedAtMs()));
    }

    static ImportedSong imported(SongDraft draft) {
        return new ImportedSong(
                draft.title(),
                draft.artist(),
                draft.key(),
                draft.bpm(),
                WireEnums.toOrNull(SongMessages.TimeSignature.class, draft.timeSignature()),
                draft.durationS(),
                draft.notes(),
                chart(draft.chart()));
    }

    static SongBrief brief(SongLibrary.Brief song) {
        return new SongBrief(
                song.id().value(),
                song.title(),
                song.artist(),
                song.key(),
                song.bpm(),
                WireEnums.toOrNull(SongMessages.TimeSignature.class, song.timeSignature()),
                song.durationS(),
                song.hasChart(),
                Instant.ofEpochMilli(song.updatedAtMs()));
    }

    static SongDraft draft(SongRequest request) {
        String notes = request.notes();
        ChartView chart = request.chart();
        return new SongDraft(
                request.title().strip(),
                request.artist(),
                request.key(),
                request.bpm(),
                WireEnums.toOrNull(TimeSignature.class, request.timeSignature()),
                request.durationS(),
                notes == null ? "" : notes,
                chart == null ? Chart.EMPTY : chart(chart));
    }

    static ChartView chart(Chart chart) {
        return new ChartView(chart.sections().stream().map(SongViews::section).toList(), chart.key());
    }

    private static ChartSection section(Section section) {
        return new ChartSection(
                section.id(),
                WireEnums.to(ChartMessages.SectionKind.class, section.kind()),
                section.label(),
                section.lines().stream().map(SongViews::line).toList());
    }

    private static ChartLine line(Line line) {
        return new ChartLine(
                WireEnums.to(ChartMessages.LineKind.class, line.kind()),
                line.parts().stream()
                        .map(part -> new ChartPart(part.chord(), part.text()))
                        .toList());
    }

    private static Chart chart(ChartView chart) {
        return new Chart(chart.sections().stream().map(SongViews::section).toList(), chart.key());
    }

    private static Section section(ChartSection section) {
        return new Section(
                section.id(),
                WireEnums.to(SectionKind.class, section.kind()),
                section.label(),
                section.lines().stream().map(SongViews::line).toList());
    }

    private static Line line(ChartLine line) {
        return new Line(
                WireEnums.to(LineKind.class, line.kind()),
                line.parts().stream()
                        .map(part -> new Part(part.chord(), part.text()))
                        .toList());
    }
}
