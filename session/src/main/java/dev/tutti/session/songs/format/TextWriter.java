package dev.tutti.session.songs.format;

import dev.tutti.session.songs.Line;
import dev.tutti.session.songs.Part;
import dev.tutti.session.songs.Section;
import dev.tutti.session.songs.SectionKind;
import dev.tutti.session.songs.SongDraft;
import java.util.Arrays;
import java.util.Objects;
import java.util.Optional;

/** Writes a song as plain text with chords above the words, in a fixed width. */
final class TextWriter {
    private final StringBuilder out = new StringBuilder();

    private TextWriter() {}

    static String write(SongDraft song) {
        var writer = new TextWriter();
        writer.head(song);
        song.chart().sections().forEach(writer::section);
        return writer.out.toString();
    }

    static Optional<SectionKind> kindOf(String name) {
        return Arrays.stream(SectionKind.values())
                .filter(kind -> Heading.nameOf(kind).equalsIgnoreCase(name))
                .findFirst();
    }

    private void head(SongDraft song) {
        fact("Title", song.title());
        if (song.artist() != null) {
            fact("Artist", song.artist());
        }
        if (song.chart().key() != null) {
            fact("Key", song.chart().key());
        }
        if (song.bpm() != null) {
            fact("Tempo", Numbers.plain(song.bpm()));
        }
        if (song.timeSignature() != null) {
            fact("Time", song.timeSignature().wireName());
        }
        if (song.durationS() != null) {
            fact("Duration", Numbers.clock(song.durationS()));
        }
        if (!song.notes().isEmpty()) {
            song.notes().lines().forEach(note -> fact("Note", note));
        }
        if (!Objects.equals(song.key(), song.chart().key())) {
            fact("Song key", song.key() == null ? "-" : song.key());
        }
    }

    private void fact(String name, String value) {
        out.append((name + ": " + Texts.clean(value)).stripTrailing()).append('\n');
    }

    private void section(Section section) {
        String label = section.label();
        boolean saysItself = TextReader.heading("[" + label + "]")
                .filter(heading ->
                        heading.kind() == section.kind() && heading.label().equals(label))
                .isPresent();
        out.append("\n[");
        if (label.isEmpty() && section.kind() == SectionKind.OTHER) {
            out.append('-');
        } else {
            out.append(saysItself ? "" : Heading.nameOf(section.kind()) + ": ")
                    .append(label.replaceAll("[\\[\\]]", ""));
        }
        out.append("]\n");
        section.lines().forEach(this::line);
    }

    private void line(Line line) {
        switch (line.kind()) {
            case COMMENT -> out.append("// ").append(inline(line)).append('\n');
            case TAB -> out.append(inline(line)).append('\n');
            case LYRICS -> lyrics(line);
        }
    }

    private static String inline(Line line) {
        var text = new StringBuilder();
        for (Part part : line.parts()) {
            text.append(part.chord() == null ? "" : part.chord()).append(part.text());
        }
        return text.toString();
    }

    private void lyrics(Line line) {
        var chords = new StringBuilder();
        var words = new StringBuilder();
        for (Part part : line.parts()) {
            if (part.chord() != null) {
                String chord = ChordLine.written(part.chord());
                int column = Math.max(words.length(), chords.isEmpty() ? 0 : chords.length() + 1);
                words.append(" ".repeat(column - words.length()));
                chords.append(" ".repeat(column - chords.length())).append(chord);
            }
            words.append(part.text());
        }
        String text = words.toString().stripTrailing();
        if (!chords.isEmpty()) {
            out.append(chords.toString().stripTrailing()).append('\n');
            if (text.isBlank()) {
                return;
            }
        }
        boolean needsMark = !text.isEmpty()
                && (Character.isWhitespace(text.charAt(0))
                        || text.startsWith("\\")
                        || text.startsWith("//")
                        || ChordLine.isOne(text)
                        || TextReader.heading(text.strip()).isPresent()
                        || TextReader.looksLikeTab(text));
        out.append(needsMark ? "\\" : "").append(text).append('\n');
    }
}
