package dev.tutti.session.songs.format;

import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** How a file names its notes. */
enum Notation {
    /** C D E F G A B, with # and b. */
    ENGLISH("[A-Ga-g]", "##|bb|#|b|♯|♭|x"),
    /** H is B and B is Bb; Cis, Es, As; also the Hungarian Cisz and Esz. */
    GERMAN("[A-Ha-h]", "isis|eses|isz|esz|sz|is|es|s|#|b|♯|♭"),
    /** As German, but B is B and Bes is Bb. */
    DUTCH("[A-Ga-g]", "isis|eses|is|es|s|#|b|♯|♭"),
    /** Do Re Mi Fa Sol La Si. */
    SOLFEGE("(?:Do|Re|Ré|Mi|Fa|Sol|La|Si|DO|RE|RÉ|MI|FA|SOL|LA|SI)", "##|bb|#|b|♯|♭|x");

    private static final Map<String, Character> SYLLABLES =
            Map.of("DO", 'C', "RE", 'D', "RÉ", 'D', "MI", 'E', "FA", 'F', "SOL", 'G', "LA", 'A', "SI", 'B');
    /** What may follow the root: nothing else does, or each word in brackets were a chord. */
    private static final String QUALITY =
            "(?:major|minor|maj|Maj|MAJ|min|Min|MIN|halfdim|hdim|dim|aug|sus|add|omit|no|alt|mi(?!n)|ma(?!j)"
                    + "|M|m|j|h|Δ|△|ø|Ø|°|º|o|ⵔ|ⵁ|\\+|-|#|b|♯|♭|\\^|\\d|[()]|,|\\*|'|/(?=\\d))";

    private final Pattern note;
    private final Pattern chord;

    Notation(String letters, String accidentals) {
        String name = "(" + letters + ")(" + accidentals + ")?";
        note = Pattern.compile(name);
        chord = Pattern.compile("(\\(?)" + name + "(" + QUALITY + "*?)(?:/" + name + ")?(\\)?)");
    }

    /** A note, and whether it was written with a small letter, which says minor. */
    record Named(Note note, boolean lowerCase) {}

    Optional<Named> note(String text) {
        Matcher matcher = note.matcher(text);
        return matcher.matches()
                ? Optional.of(named(matcher.group(1), matcher.group(2) == null ? "" : matcher.group(2)))
                : Optional.empty();
    }

    Optional<ChordName> chord(String text) {
        Matcher matcher = chord.matcher(text);
        if (text.length() > ChordName.MAX_LENGTH || !matcher.matches()) {
            return Optional.empty();
        }
        Named root = named(matcher.group(2), orEmpty(matcher.group(3)));
        String quality = matcher.group(4);
        boolean minor = root.lowerCase && !quality.matches("(m(?!aj)|dim|°|o|ø|h|-|hdim|halfdim).*");
        String bass = matcher.group(5);
        return Optional.of(new ChordName(
                matcher.group(1),
                root.note,
                (minor ? "m" : "") + quality,
                bass == null ? null : named(bass, orEmpty(matcher.group(6))).note,
                matcher.group(7)));
    }

    private Named named(String name, String accidental) {
        if (this == SOLFEGE) {
            return new Named(Note.of(syllable(name), alter(accidental)), false);
        }
        char letter = Character.toUpperCase(name.charAt(0));
        boolean lowerCase = letter != name.charAt(0);
        int alter = alter(accidental);
        if (this == GERMAN && letter == 'H') {
            return new Named(Note.of('B', alter), lowerCase);
        }
        // "Bb" among H's is the same as B; "Bes" and "Bis" are seldom and mean what they say.
        boolean flatB = this == GERMAN && letter == 'B' && accidental.isEmpty();
        return new Named(Note.of(letter, flatB ? -1 : alter), lowerCase);
    }

    private static char syllable(String name) {
        Character letter = SYLLABLES.get(name.toUpperCase(Locale.ROOT));
        if (letter == null) {
            throw new IllegalArgumentException(name);
        }
        return letter;
    }

    private static int alter(String accidental) {
        return switch (accidental) {
            case "" -> 0;
            case "#", "♯", "is", "isz" -> 1;
            case "##", "x", "isis" -> 2;
            case "bb", "eses" -> -2;
            default -> -1;
        };
    }

    private static String orEmpty(@Nullable String group) {
        return group == null ? "" : group;
    }

    /** Whether a chord reads as one, but not in English names or as a number. */
    static boolean isForeign(String chord) {
        return ENGLISH.chord(chord).isEmpty()
                && !ChordName.isNumber(chord)
                && (GERMAN.chord(chord).isPresent() || SOLFEGE.chord(chord).isPresent());
    }

    /** The notation in which these chords of one file make sense. */
    static Notation of(Collection<String> chords) {
        List<String> strange = chords.stream()
                .filter(chord -> ENGLISH.chord(chord).isEmpty() && !ChordName.isNumber(chord))
                .toList();
        if (strange.stream()
                .anyMatch(chord -> chord.matches("\\(?[Hh].*|.*/H.*")
                        && GERMAN.chord(chord).isPresent())) {
            return GERMAN;
        }
        if (strange.stream().anyMatch(chord -> SOLFEGE.chord(chord).isPresent())) {
            return SOLFEGE;
        }
        if (strange.stream().noneMatch(chord -> GERMAN.chord(chord).isPresent())) {
            return ENGLISH;
        }
        return strange.stream().anyMatch(chord -> chord.matches("(.*/)?B[ei]s.*")) ? DUTCH : GERMAN;
    }
}
