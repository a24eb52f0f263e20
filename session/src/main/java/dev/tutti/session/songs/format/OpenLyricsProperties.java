package dev.tutti.session.songs.format;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;

/** The properties of an OpenLyrics song: what has no field becomes a line of the notes. */
final class OpenLyricsProperties {
    /** Elements and what their lines in the notes begin with. */
    static final Map<String, String> NOTES = Map.of(
            "copyright", "Copyright",
            "ccliNo", "CCLI number",
            "released", "Year",
            "variant", "Variant",
            "publisher", "Publisher",
            "version", "Version",
            "keywords", "Keywords",
            "theme", "Theme");

    static final Map<String, String> AUTHORS =
            Map.of("words", "Lyricist", "music", "Composer", "translation", "Translator", "arrangement", "Arranger");

    private static final Pattern INTEGER = Pattern.compile("[+-]?\\d{1,3}");

    private final SongDetails details;
    private final List<String> writers = new ArrayList<>();
    private String verseOrder = "";
    private String kind = "";
    private boolean hasArtist;

    OpenLyricsProperties(SongDetails details) {
        this.details = details;
    }

    String verseOrder() {
        return verseOrder;
    }

    void start(String name, UnaryOperator<String> attribute) {
        kind = switch (name) {
            case "author", "tempo" -> attribute.apply("type");
            case "title" -> attribute.apply("original");
            default -> "";
        };
        if (name.equals("authors")) {
            hasArtist = attribute.apply("artist").equals("-");
        }
        if (name.equals("songbook")) {
            String entry = attribute.apply("entry");
            details.note("Songbook", attribute.apply("name") + (entry.isEmpty() ? "" : " " + entry));
        }
        if (name.equals("key") && !attribute.apply("song").isEmpty()) {
            details.songKey(attribute.apply("song"));
        }
    }

    /** @param name in small letters */
    void end(String name, String value, int line) {
        switch (name) {
            case "title" -> details.title(value);
            case "author" -> author(value);
            case "authors" -> authors();
            case "key" -> details.key(value);
            case "tempo" -> details.tempo(line, value);
            case "timesignature" -> details.time(line, value);
            case "transposition" -> transposition(value);
            case "verseorder" -> verseOrder = value;
            case "comment" -> comment(value, line);
            case "ccli", "cclino" -> details.note("CCLI number", value);
            default -> {
                String label = NOTES.get(name);
                if (label != null) {
                    details.note(label, value);
                }
            }
        }
    }

    private void author(String value) {
        String label = AUTHORS.get(kind);
        if (label != null) {
            details.note(label, value);
            if (!kind.equals("translation") && !kind.equals("arrangement")) {
                writers.add(value);
            }
        } else if (!value.isEmpty()) {
            hasArtist = true;
            details.artist(value);
        }
    }

    /** Where nobody is named as author alone, those of words and music are. */
    private void authors() {
        if (!hasArtist) {
            writers.forEach(details::artist);
        }
        writers.clear();
    }

    private void transposition(String value) {
        if (INTEGER.matcher(value).matches()) {
            details.soundsHigher(Integer.parseInt(value));
        }
    }

    /** Comments are lines of the notes; what we wrote as one ourselves goes back to its field. */
    private void comment(String value, int line) {
        if (value.matches("Duration: \\d{1,2}(:\\d{2}){1,2}")) {
            details.duration(value.substring("Duration: ".length()));
        } else if (value.matches("Time signature: \\d{1,2}/\\d{1,2}")) {
            details.time(line, value.substring("Time signature: ".length()));
        } else {
            details.note(value);
        }
    }
}
