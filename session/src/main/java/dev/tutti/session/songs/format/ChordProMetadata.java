package dev.tutti.session.songs.format;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** What a ChordPro file says of its song, by directive or by {@code {meta: name value}}. */
final class ChordProMetadata {
    /** Directives whose value becomes a line of the notes, and the words that line begins with. */
    static final Map<String, String> NOTES = Map.ofEntries(
            Map.entry("subtitle", "Subtitle"),
            Map.entry("sorttitle", "Sort title"),
            Map.entry("sortartist", "Sort artist"),
            Map.entry("composer", "Composer"),
            Map.entry("lyricist", "Lyricist"),
            Map.entry("arranger", "Arranger"),
            Map.entry("copyright", "Copyright"),
            Map.entry("album", "Album"),
            Map.entry("year", "Year"),
            Map.entry("tag", "Tag"),
            Map.entry("ccli", "CCLI number"));

    private static final Set<String> FIELDS =
            Set.of("title", "artist", "key", "time", "tempo", "duration", "capo", "meta", "x_tutti_key");

    private final SongDetails details;
    private final Map<String, String> values = new HashMap<>();

    ChordProMetadata(SongDetails details) {
        this.details = details;
    }

    boolean isKnown(String name) {
        return FIELDS.contains(name) || NOTES.containsKey(name);
    }

    /** Whether it holds until it is said again, and has been said. */
    boolean isAgain(String name) {
        return switch (name) {
            case "key" -> details.key() != null;
            case "tempo" -> details.bpm() != null;
            case "time" -> details.time() != null;
            default -> false;
        };
    }

    /** For {@code %{name}}: empty for what the song does not say. */
    String value(String name) {
        return values.getOrDefault(name, "");
    }

    void add(int line, String name, String value) {
        if (name.equals("meta")) {
            meta(line, value);
            return;
        }
        values.putIfAbsent(name, value);
        switch (name) {
            case "title" -> details.title(value);
            case "artist" -> details.artist(value);
            case "key" -> details.key(value);
            case "time" -> details.time(line, value);
            case "tempo" -> details.tempo(line, value);
            case "duration" -> details.duration(value);
            case "capo" -> details.capo(value);
            case "x_tutti_key" -> details.songKey(value);
            default -> details.note(NOTES.getOrDefault(name, name), value);
        }
    }

    private void meta(int line, String value) {
        String[] parts = value.split("[\\s:]+", 2);
        String name = parts[0].toLowerCase(Locale.ROOT);
        String rest = parts.length > 1 ? parts[1].strip() : "";
        if (name.equals("note")) {
            details.note(rest);
        } else if (isKnown(name) && !name.equals("meta")) {
            add(line, name, rest);
        } else if (!name.isEmpty()) {
            values.putIfAbsent(name, rest);
            details.note(parts[0], rest);
        }
    }
}
