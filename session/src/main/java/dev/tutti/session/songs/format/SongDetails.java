package dev.tutti.session.songs.format;

import dev.tutti.session.songs.Chart;
import dev.tutti.session.songs.MalformedSongException;
import dev.tutti.session.songs.SongDraft;
import dev.tutti.session.songs.SongRules;
import dev.tutti.session.songs.TimeSignature;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What a reader learns of a song apart from its lines; what has no field of its own becomes a line of the notes. */
final class SongDetails {
    private static final Pattern CLOCK = Pattern.compile("(?:(\\d{1,2}):)?(\\d{1,3}):(\\d{2})|(\\d{1,6})");
    private static final Pattern TEMPO =
            Pattern.compile("(\\d{1,4}(?:\\.\\d{1,3})?)\\s*(?:bpm)?", Pattern.CASE_INSENSITIVE);
    private static final Pattern CAPO = Pattern.compile("\\d{1,2}");

    private final Warnings warnings;
    private final List<String> notes = new ArrayList<>();
    private final Set<String> artists = new LinkedHashSet<>();
    private @Nullable String title;
    private @Nullable String key;
    private @Nullable String songKey;
    private @Nullable Double bpm;
    private @Nullable TimeSignature time;
    private @Nullable Integer durationS;
    private int semitonesUp;

    SongDetails(Warnings warnings) {
        this.warnings = warnings;
    }

    @Nullable String title() {
        return title;
    }

    @Nullable String key() {
        return key;
    }

    @Nullable Double bpm() {
        return bpm;
    }

    @Nullable TimeSignature time() {
        return time;
    }

    String artist() {
        return String.join(", ", artists);
    }

    void title(String text) {
        String clean = Texts.clean(text).strip();
        if (clean.isEmpty()) {
            return;
        }
        if (title == null) {
            title = Texts.cut(clean, SongRules.MAX_TITLE_LENGTH).strip();
        } else if (!clean.equals(title)) {
            note("Also called", clean);
        }
    }

    void artist(String text) {
        String clean = Texts.clean(text).strip();
        if (!clean.isEmpty()) {
            artists.add(clean);
        }
    }

    void key(String text) {
        if (!text.isBlank()) {
            key = text.strip();
        }
    }

    /** The key the band plays in, where it is not the one that the chords are written in. */
    void songKey(String text) {
        songKey = text.strip();
    }

    /** The song sounds so much higher than its chords are written: a capo or a transposition. */
    void soundsHigher(int semitones) {
        semitonesUp = semitones;
    }

    /** How many semitones a capo in this fret lifts the chords; also kept as a note. */
    void capo(String text) {
        note("Capo", text);
        if (CAPO.matcher(text.strip()).matches()) {
            semitonesUp = Integer.parseInt(text.strip());
        }
    }

    void tempo(int line, String text) {
        Matcher matcher = TEMPO.matcher(text.strip());
        double value = matcher.matches() ? Double.parseDouble(matcher.group(1)) : 0;
        if (value >= SongRules.MIN_BPM && value <= SongRules.MAX_BPM) {
            bpm = value;
        } else if (!text.isBlank()) {
            note("Tempo", text);
            warnings.add(
                    line,
                    "the tempo “" + Texts.cut(Texts.clean(text.strip()), 40) + "” stands in the notes; the click takes "
                            + SongRules.MIN_BPM + " to " + SongRules.MAX_BPM + " beats a minute.");
        }
    }

    void time(int line, String text) {
        String named = text.strip().equalsIgnoreCase("C") ? "4/4" : text.replaceAll("\\s", "");
        Optional<TimeSignature> known = TimeSignature.of(named);
        if (known.isPresent()) {
            time = known.get();
        } else if (!text.isBlank()) {
            note("Time", text);
            warnings.add(line, "the click has no signature " + Texts.clean(text.strip()) + "; it stands in the notes.");
        }
    }

    void duration(String text) {
        Matcher matcher = CLOCK.matcher(text.strip());
        if (!matcher.matches()) {
            note("Duration", text);
            return;
        }
        int seconds = matcher.group(4) != null
                ? Integer.parseInt(matcher.group(4))
                : (matcher.group(1) == null ? 0 : 3600 * Integer.parseInt(matcher.group(1)))
                        + 60 * Integer.parseInt(matcher.group(2))
                        + Integer.parseInt(matcher.group(3));
        if (seconds >= 1 && seconds <= SongRules.MAX_DURATION_S) {
            durationS = seconds;
        }
    }

    void note(String label, String text) {
        String clean = Texts.clean(text).strip();
        if (!clean.isEmpty()) {
            note(label + ": " + clean);
        }
    }

    /** A line of the notes. */
    void note(String line) {
        notes.add(Texts.clean(line).strip());
    }

    /** The whole song, its chords in English names. */
    SongDraft finish(ChartBuilder builder, String fallbackTitle, Set<String> definedChords)
            throws MalformedSongException {
        builder.end();
        List<Cell> cells = builder.chords();
        List<String> chords = cells.stream()
                .map(Cell::chord)
                .filter(chord -> !definedChords.contains(chord))
                .toList();
        Notation notation = Notation.of(chords);
        if (notation != Notation.ENGLISH) {
            warnings.add(Chords.sentence(notation));
        }
        String written = key;
        Key own = written == null ? null : Key.read(written, notation).orElse(null);
        if (own == null && written != null) {
            note("Key", written);
        }
        var names = new Chords(notation, definedChords, own);
        int moved = cells.isEmpty() ? 0 : cells.getFirst().semitones();
        Key chartKey = own == null ? null : own.up(moved, 0);
        Key sounding = chartKey == null ? null : chartKey.up(Math.floorMod(semitonesUp, 12), 0);
        String played = songKey == null ? (sounding == null ? null : sounding.english()) : named(songKey);
        Chart chart = builder.chart(chartKey == null ? null : chartKey.english(), names::name);
        String shownTitle = title == null ? titleFrom(fallbackTitle, builder.firstWords()) : title;
        if (chart.isEmpty()) {
            warnings.add("“" + shownTitle + "” has no words and no chords.");
        }
        String artist = Texts.cut(artist(), SongRules.MAX_TITLE_LENGTH).strip();
        return new SongDraft(
                shownTitle, artist.isEmpty() ? null : artist, played, bpm, time, durationS, notesText(), chart);
    }

    private String titleFrom(String filename, String firstWords) {
        String stem = filename.isEmpty() ? firstWords : filename;
        String cut = Texts.cut(Texts.clean(stem), 80).strip();
        String found = cut.isEmpty() ? "Untitled song" : cut;
        warnings.add("A song without a title; it is called “" + found + "” for now.");
        return found;
    }

    private static @Nullable String named(String songKey) {
        return Key.read(songKey, Notation.ENGLISH).map(Key::english).orElse(null);
    }

    private String notesText() {
        String text = String.join("\n", notes).strip();
        if (text.length() > SongRules.MAX_NOTES_LENGTH) {
            warnings.add("The notes are cut at " + SongRules.MAX_NOTES_LENGTH + " characters.");
        }
        return Texts.cut(text, SongRules.MAX_NOTES_LENGTH).strip();
    }
}
