package dev.tutti.session.songs.format;

import dev.tutti.session.songs.Line;
import dev.tutti.session.songs.LineKind;
import dev.tutti.session.songs.Part;
import dev.tutti.session.songs.Section;
import dev.tutti.session.songs.SectionKind;
import dev.tutti.session.songs.SongDraft;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/** Writes a song as ChordPro 6, so that reading it again gives the same song. */
final class ChordProWriter {
    private static final Map<SectionKind, String> ENVIRONMENTS = Map.of(
            SectionKind.VERSE, "verse",
            SectionKind.CHORUS, "chorus",
            SectionKind.BRIDGE, "bridge",
            SectionKind.PRE_CHORUS, "prechorus",
            SectionKind.INTRO, "intro",
            SectionKind.OUTRO, "outro",
            SectionKind.INTERLUDE, "interlude",
            SectionKind.TAG, "tag",
            SectionKind.INSTRUMENTAL, "instrumental",
            SectionKind.OTHER, "part");
    private static final Map<String, String> DIRECTIVES = new HashMap<>();

    static {
        ChordProMetadata.NOTES.forEach((directive, label) -> DIRECTIVES.put(label, directive));
        DIRECTIVES.put("Capo", "capo");
        DIRECTIVES.put("Time", "time");
    }

    private final StringBuilder out = new StringBuilder();
    private final SongDraft song;

    private ChordProWriter(SongDraft song) {
        this.song = song;
    }

    static String write(SongDraft song) {
        var writer = new ChordProWriter(song);
        writer.head();
        Set<String> ids = new HashSet<>();
        for (Section section : song.chart().sections()) {
            writer.section(section, ids);
        }
        return writer.out.toString();
    }

    private void head() {
        directive("title", song.title());
        if (song.artist() != null) {
            directive("artist", song.artist());
        }
        String written = song.chart().key();
        if (written != null) {
            directive("key", written);
        }
        if (song.bpm() != null) {
            directive("tempo", Numbers.plain(song.bpm()));
        }
        if (song.timeSignature() != null) {
            directive("time", song.timeSignature().wireName());
        }
        if (song.durationS() != null) {
            directive("duration", Numbers.clock(song.durationS()));
        }
        for (String note : song.notes().isEmpty() ? new String[0] : song.notes().split("\n", -1)) {
            note(note);
        }
        // A name that another notation would read otherwise stays what it is once it is defined.
        song.chart().sections().stream()
                .flatMap(section -> section.lines().stream())
                .flatMap(line -> line.parts().stream())
                .map(Part::chord)
                .filter(Objects::nonNull)
                .filter(chord -> !chord.startsWith("*") && Notation.isForeign(chord))
                .distinct()
                .forEach(chord -> directive("define", chord));
        if (!Objects.equals(song.key(), written)) {
            directive("x_tutti_key", song.key() == null ? "" : song.key());
        }
    }

    private void note(String note) {
        int colon = note.indexOf(": ");
        String directive = colon < 0 ? null : DIRECTIVES.get(note.substring(0, colon));
        String value = colon < 0 ? "" : note.substring(colon + 2);
        // Only what no reader takes for something else: a signature the click knows is no note.
        boolean isTaken = "time".equals(directive) && (song.timeSignature() != null || Numbers.isSignature(value));
        if (directive == null || value.isBlank() || isTaken) {
            directive("meta", ("note " + note).strip());
        } else {
            directive(directive, value);
        }
    }

    private void directive(String name, String value) {
        out.append('{')
                .append(name)
                .append(": ")
                .append(escaped(value, "{}[\"'<&%"))
                .append("}\n");
    }

    private void section(Section section, Set<String> ids) {
        String environment = ENVIRONMENTS.get(section.kind());
        String canonical = SectionIds.free(SectionIds.of(section.kind(), section.label()), ids);
        boolean hasOwnId = !canonical.equals(section.id());
        if (hasOwnId) {
            ids.remove(canonical);
            ids.add(section.id());
        }
        String label = escaped(section.label(), "{}[\"'<&%=");
        out.append("\n{start_of_").append(environment);
        if (hasOwnId || label.isEmpty()) {
            out.append(": label=\"").append(label).append('"');
            out.append(hasOwnId ? " id=\"" + escaped(section.id(), "{}\"'") + "\"" : "");
        } else {
            out.append(": ").append(label);
        }
        out.append("}\n");
        String block = "";
        for (Line line : section.lines()) {
            String next = blockOf(line);
            if (!next.equals(block)) {
                out.append(block.isEmpty() ? "" : "{end_of_" + block + "}\n");
                out.append(next.isEmpty() ? "" : "{start_of_" + next + "}\n");
                block = next;
            }
            line(line);
        }
        out.append(block.isEmpty() ? "" : "{end_of_" + block + "}\n");
        out.append("{end_of_").append(environment).append("}\n");
    }

    private static String blockOf(Line line) {
        if (line.kind() != LineKind.TAB) {
            return "";
        }
        return line.parts().stream().anyMatch(part -> part.chord() != null) ? "grid" : "tab";
    }

    private void line(Line line) {
        var text = new StringBuilder();
        for (Part part : line.parts()) {
            switch (line.kind()) {
                case TAB -> text.append(escaped(part.chord() == null ? part.text() : part.chord() + part.text(), ""));
                case LYRICS, COMMENT -> {
                    if (part.chord() != null) {
                        text.append('[').append(chord(part.chord())).append(']');
                    }
                    text.append(escaped(part.text(), line.kind() == LineKind.COMMENT ? "{}[<&%\"'" : "[<&%"));
                }
            }
        }
        switch (line.kind()) {
            case TAB -> out.append(asTab(text.toString()));
            case COMMENT -> out.append("{comment: ").append(guarded(text)).append('}');
            case LYRICS -> out.append(guarded(text));
        }
        out.append('\n');
    }

    private static String chord(String chord) {
        return chord.equals("^") ? Texts.escape('^') : escaped(chord, "[]<&%");
    }

    /** What the reader would take for more than text is written as its number. */
    private static String escaped(String text, String special) {
        var escaped = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean isMarkup = c == '&' || c == '<' || c == '%';
            boolean hides = c == '\\' && (i + 1 == text.length() || "un".indexOf(text.charAt(i + 1)) >= 0);
            boolean stands = isMarkup ? special.indexOf(c) >= 0 && readsAsMarkup(text, i) : special.indexOf(c) >= 0;
            escaped.append(stands || hides ? Texts.escape(c) : String.valueOf(c));
        }
        return escaped.toString();
    }

    private static boolean readsAsMarkup(String text, int at) {
        char next = at + 1 < text.length() ? text.charAt(at + 1) : ' ';
        return switch (text.charAt(at)) {
            case '&' -> next == '#' || Character.isLetter(next);
            case '<' -> next == '/' || Character.isLetter(next);
            default -> next == '{';
        };
    }

    /** A line of a block keeps its spaces; only what would begin a directive or a remark is written as its number. */
    private static String asTab(String line) {
        int at = line.length() - line.stripLeading().length();
        boolean begins = at < line.length() && (line.charAt(at) == '{' || (at == 0 && line.charAt(0) == '#'));
        return begins ? line.substring(0, at) + Texts.escape(line.charAt(at)) + line.substring(at + 1) : line;
    }

    /** A line that would begin a directive or a remark, or whose spaces at its ends would be lost. */
    private static String guarded(CharSequence line) {
        var text = new StringBuilder(line);
        if (!text.isEmpty()
                && (text.charAt(0) == '{' || text.charAt(0) == '#' || Character.isWhitespace(text.charAt(0)))) {
            text.replace(0, 1, Texts.escape(text.charAt(0)));
        }
        int last = text.length() - 1;
        if (last >= 0 && Character.isWhitespace(text.charAt(last))) {
            text.replace(last, last + 1, Texts.escape(text.charAt(last)));
        }
        return text.toString();
    }
}
