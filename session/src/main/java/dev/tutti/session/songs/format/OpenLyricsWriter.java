package dev.tutti.session.songs.format;

import dev.tutti.session.songs.Line;
import dev.tutti.session.songs.LineKind;
import dev.tutti.session.songs.Part;
import dev.tutti.session.songs.Section;
import dev.tutti.session.songs.SectionKind;
import dev.tutti.session.songs.SongDraft;
import dev.tutti.session.songs.TimeSignature;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Writes a song as OpenLyrics 0.9 or 0.8: a part that is sung again is written once and named again in the verse order.
 *
 * <p>0.8 has chords by name only, no instrumental parts, and no time signature, which stands in a comment there.
 *
 * <p>What OpenLyrics has no word for (a label of one's own, a tab) stands in attributes of a namespace of Tutti's own.
 */
final class OpenLyricsWriter {
    private static final Map<String, String> ELEMENTS = new HashMap<>();
    private static final Map<String, String> AUTHORS = new HashMap<>();

    static {
        OpenLyricsProperties.NOTES.forEach((element, label) -> ELEMENTS.put(label, element));
        OpenLyricsProperties.AUTHORS.forEach((type, label) -> AUTHORS.put(label, type));
    }

    private final StringBuilder out = new StringBuilder();
    private final SongDraft song;
    private final boolean isOld;

    private OpenLyricsWriter(SongDraft song, String version) {
        this.song = song;
        isOld = version.equals("0.8");
    }

    /** @param version 0.8 or 0.9 */
    static String write(SongDraft song, String version) {
        var writer = new OpenLyricsWriter(song, version);
        writer.out
                .append("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<song xmlns=\"")
                .append(OpenLyricsReader.NAMESPACE)
                .append("\" xmlns:tutti=\"")
                .append(OpenLyricsReader.OWN)
                .append("\" version=\"")
                .append(version)
                .append("\" createdIn=\"Tutti\">\n");
        Sung sung = Sung.of(song.chart().sections());
        writer.properties(sung);
        writer.out.append("  <lyrics>\n");
        sung.written().forEach(writer::section);
        writer.out.append("  </lyrics>\n</song>\n");
        return writer.out.toString();
    }

    private void properties(Sung sung) {
        Deque<String> notes = new ArrayDeque<>(
                song.notes().isEmpty() ? List.of() : List.of(song.notes().split("\n", -1)));
        out.append("  <properties>\n    <titles>\n");
        element(6, "title", "", song.title());
        while (!notes.isEmpty() && notes.peek().startsWith("Also called: ")) {
            element(6, "title", "", value(notes.pop()));
        }
        out.append("    </titles>\n");
        authors(notes);
        key();
        if (song.bpm() != null) {
            element(4, "tempo", " type=\"bpm\"", Numbers.plain(song.bpm()));
        }
        if (song.timeSignature() != null && !isOld) {
            element(4, "timeSignature", "", song.timeSignature().wireName());
        }
        if (sung.isArranged()) {
            element(4, "verseOrder", "", String.join(" ", sung.order()));
        }
        notes(notes);
        out.append("  </properties>\n");
    }

    /** In their order, so that they are read in it again: from the first that is free text on, all are comments. */
    private void notes(Deque<String> notes) {
        Set<String> used = new HashSet<>();
        while (!notes.isEmpty()) {
            String element = ELEMENTS.get(label(notes.peek()));
            if (element == null || !used.add(element)) {
                break;
            }
            if (element.equals("theme")) {
                out.append("    <themes>\n");
                while (!notes.isEmpty() && label(notes.peek()).equals("Theme")) {
                    element(6, "theme", "", value(notes.pop()));
                }
                out.append("    </themes>\n");
            } else {
                element(4, element, "", value(notes.pop()));
            }
        }
        TimeSignature time = isOld ? song.timeSignature() : null;
        if (notes.isEmpty() && song.durationS() == null && time == null) {
            return;
        }
        out.append("    <comments>\n");
        notes.forEach(note -> element(6, "comment", "", note));
        if (time != null) {
            element(6, "comment", "", "Time signature: " + time.wireName());
        }
        if (song.durationS() != null) {
            element(6, "comment", "", "Duration: " + Numbers.clock(song.durationS()));
        }
        out.append("    </comments>\n");
    }

    private static String label(String note) {
        int colon = note.indexOf(": ");
        return colon < 0 ? "" : note.substring(0, colon);
    }

    private static String value(String note) {
        return note.substring(note.indexOf(": ") + 2);
    }

    private void authors(Deque<String> notes) {
        if (song.artist() == null && (notes.isEmpty() || !AUTHORS.containsKey(label(notes.peek())))) {
            return;
        }
        boolean isNobody = song.artist() == null;
        out.append(isNobody ? "    <authors tutti:artist=\"-\">\n" : "    <authors>\n");
        if (song.artist() != null) {
            element(6, "author", "", song.artist());
        }
        while (!notes.isEmpty() && AUTHORS.containsKey(label(notes.peek()))) {
            String type = AUTHORS.get(label(notes.peek()));
            element(6, "author", " type=\"" + type + "\"", value(notes.pop()));
        }
        out.append("    </authors>\n");
    }

    private void key() {
        String written = song.chart().key();
        String sounding = song.key();
        if (written == null && sounding == null) {
            return;
        }
        if (written == null || sounding == null) {
            element(
                    4,
                    "key",
                    " tutti:song=\"" + (sounding == null ? "-" : sounding) + "\"",
                    written == null ? "" : written);
            return;
        }
        element(4, "key", written.equals(sounding) ? "" : " tutti:song=\"" + sounding + "\"", written);
        Optional<Key> from = Key.read(written, Notation.ENGLISH);
        Optional<Key> to = Key.read(sounding, Notation.ENGLISH);
        if (from.isPresent() && to.isPresent() && !written.equals(sounding)) {
            int up = Math.floorMod(to.get().tonic().pitch() - from.get().tonic().pitch() + 6, 12) - 6;
            element(4, "transposition", "", String.valueOf(up));
        }
    }

    private void section(Section section) {
        var name = VerseName.read(section.id());
        String element = !isOld && isInstrumental(section) ? "instrument" : "verse";
        out.append("    <")
                .append(element)
                .append(" name=\"")
                .append(attribute(section.id()))
                .append('"');
        if (name.kind() != section.kind()) {
            out.append(" tutti:kind=\"").append(section.kind().wireName()).append('"');
        }
        if (!name.label().equals(section.label())) {
            out.append(" tutti:label=\"").append(attribute(section.label())).append('"');
        }
        out.append(">\n");
        for (int from = 0; from < section.lines().size(); ) {
            boolean isTab = section.lines().get(from).kind() == LineKind.TAB;
            int to = from;
            while (to < section.lines().size()
                    && isTab == (section.lines().get(to).kind() == LineKind.TAB)) {
                to++;
            }
            lines(section.lines().subList(from, to), isTab);
            from = to;
        }
        out.append("    </").append(element).append(">\n");
    }

    private static boolean isInstrumental(Section section) {
        boolean mayBe = section.kind() == SectionKind.INSTRUMENTAL || section.kind() == SectionKind.INTERLUDE;
        return mayBe
                && section.lines().stream()
                        .flatMap(line -> line.parts().stream())
                        .noneMatch(part -> part.text().codePoints().anyMatch(Character::isLetter));
    }

    private void lines(List<Line> lines, boolean isTab) {
        out.append("      <lines").append(isTab ? " tutti:kind=\"tab\">" : ">");
        boolean afterComment = false;
        for (int i = 0; i < lines.size(); i++) {
            Line line = lines.get(i);
            if (line.kind() == LineKind.COMMENT) {
                out.append("<comment>").append(text(words(line))).append("</comment>");
                afterComment = true;
                continue;
            }
            for (Part part : line.parts()) {
                if (part.chord() != null) {
                    chord(part.chord());
                }
                out.append(text(isTab ? part.text().replace(' ', '\u00A0') : part.text()));
            }
            boolean isBlank = line.parts().isEmpty();
            // A break right behind a comment ends the comment, not a line.
            out.append(isBlank && afterComment ? "<br/>" : "").append(i + 1 < lines.size() || isBlank ? "<br/>" : "");
            afterComment = false;
        }
        out.append("</lines>\n");
    }

    private static String words(Line line) {
        var words = new StringBuilder();
        for (Part part : line.parts()) {
            words.append(part.chord() == null ? "" : "[" + part.chord() + "]").append(part.text());
        }
        return words.toString();
    }

    private void chord(String name) {
        Optional<ChordName> read =
                ChordName.read(name).filter(chord -> chord.english().equals(name));
        String code = read.isEmpty()
                ? null
                : ChordStructures.code(read.get().quality() + read.get().after());
        if (isOld || read.isEmpty() || code == null || !read.get().before().isEmpty()) {
            out.append("<chord name=\"").append(attribute(name)).append("\"/>");
            return;
        }
        ChordName chord = read.get();
        out.append("<chord root=\"").append(chord.root().english()).append('"');
        out.append(code.isEmpty() ? "" : " structure=\"" + code + "\"");
        out.append(chord.bass() == null ? "" : " bass=\"" + chord.bass().english() + "\"");
        out.append("/>");
    }

    private void element(int indent, String name, String attributes, String value) {
        out.append(" ".repeat(indent))
                .append('<')
                .append(name)
                .append(attributes)
                .append('>');
        out.append(text(value)).append("</").append(name).append(">\n");
    }

    private static String text(String text) {
        return Texts.clean(text).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }

    private static String attribute(String text) {
        return text(text).replace("\"", "&quot;");
    }

    /** @param order names of all sections as they are sung; the sections that are written once each */
    private record Sung(List<Section> written, List<String> order, boolean isArranged) {

        static Sung of(List<Section> sections) {
            var written = new ArrayList<Section>();
            var order = new ArrayList<String>();
            Set<String> ids = new HashSet<>();
            sections.forEach(section -> ids.add(section.id()));
            Set<String> sungIds = new HashSet<>();
            for (Section section : sections) {
                Optional<Section> again = written.stream()
                        .filter(other -> other.kind() == section.kind()
                                && other.label().equals(section.label())
                                && other.lines().equals(section.lines())
                                && SectionIds.free(other.id(), new HashSet<>(sungIds))
                                        .equals(section.id()))
                        .findFirst();
                if (again.isEmpty()) {
                    written.add(section);
                }
                sungIds.add(section.id());
                order.add(again.map(Section::id).orElse(section.id()));
            }
            return new Sung(written, order, written.size() < sections.size());
        }
    }
}
