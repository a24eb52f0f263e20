package dev.tutti.session.songs.format;

import dev.tutti.session.songs.Section;
import dev.tutti.session.songs.SectionKind;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What people write above a part of a song: "Verse 1", "CHORUS:", "Refrain (2x)". */
record Heading(SectionKind kind, String label) {
    private static final Pattern TEXT =
            Pattern.compile("(?i)(pre[- ]?chorus|pre[- ]?refrain|[\\p{L}]+)[ .]*(\\d{0,2}[a-z]?)"
                    + "[ ]*(\\(.{0,40}\\)|[x×]\\s?\\d{1,2}|\\d{1,2}\\s?[x×])?[ ]*[:.]?");

    private static final Map<String, SectionKind> WORDS = Map.ofEntries(
            Map.entry("verse", SectionKind.VERSE),
            Map.entry("vers", SectionKind.VERSE),
            Map.entry("strophe", SectionKind.VERSE),
            Map.entry("strofa", SectionKind.VERSE),
            Map.entry("estrofa", SectionKind.VERSE),
            Map.entry("couplet", SectionKind.VERSE),
            Map.entry("stanza", SectionKind.VERSE),
            Map.entry("chorus", SectionKind.CHORUS),
            Map.entry("refrain", SectionKind.CHORUS),
            Map.entry("refren", SectionKind.CHORUS),
            Map.entry("kehrvers", SectionKind.CHORUS),
            Map.entry("coro", SectionKind.CHORUS),
            Map.entry("estribillo", SectionKind.CHORUS),
            Map.entry("ritornello", SectionKind.CHORUS),
            Map.entry("bridge", SectionKind.BRIDGE),
            Map.entry("brücke", SectionKind.BRIDGE),
            Map.entry("puente", SectionKind.BRIDGE),
            Map.entry("pont", SectionKind.BRIDGE),
            Map.entry("prechorus", SectionKind.PRE_CHORUS),
            Map.entry("prerefrain", SectionKind.PRE_CHORUS),
            Map.entry("channel", SectionKind.PRE_CHORUS),
            Map.entry("intro", SectionKind.INTRO),
            Map.entry("introduction", SectionKind.INTRO),
            Map.entry("vorspiel", SectionKind.INTRO),
            Map.entry("outro", SectionKind.OUTRO),
            Map.entry("ending", SectionKind.OUTRO),
            Map.entry("coda", SectionKind.OUTRO),
            Map.entry("finale", SectionKind.OUTRO),
            Map.entry("schluss", SectionKind.OUTRO),
            Map.entry("interlude", SectionKind.INTERLUDE),
            Map.entry("turnaround", SectionKind.INTERLUDE),
            Map.entry("zwischenspiel", SectionKind.INTERLUDE),
            Map.entry("tag", SectionKind.TAG),
            Map.entry("vamp", SectionKind.TAG),
            Map.entry("instrumental", SectionKind.INSTRUMENTAL),
            Map.entry("solo", SectionKind.INSTRUMENTAL),
            Map.entry("break", SectionKind.INSTRUMENTAL));

    /** The heading a whole line is; empty for other text. */
    static Optional<Heading> read(String line) {
        String text = line.strip();
        if (text.length() > Section.MAX_LABEL_LENGTH) {
            return Optional.empty();
        }
        Matcher matcher = TEXT.matcher(text);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        SectionKind kind = WORDS.get(matcher.group(1).toLowerCase(Locale.ROOT).replaceAll("[- ]", ""));
        if (kind == null) {
            return Optional.empty();
        }
        String label = text.replaceAll("[:.\\s]+$", "");
        boolean shouts = label.equals(label.toUpperCase(Locale.ROOT));
        return Optional.of(new Heading(kind, capitalised(shouts ? label.toLowerCase(Locale.ROOT) : label)));
    }

    /** The kind that a label says, or another one. */
    static SectionKind kindOf(String label, SectionKind otherwise) {
        return read(label).map(Heading::kind).orElse(otherwise);
    }

    /** The name of a kind where nobody gave another. */
    static String nameOf(SectionKind kind) {
        return switch (kind) {
            case VERSE -> "Verse";
            case CHORUS -> "Chorus";
            case BRIDGE -> "Bridge";
            case PRE_CHORUS -> "Pre-chorus";
            case INTRO -> "Intro";
            case OUTRO -> "Outro";
            case INTERLUDE -> "Interlude";
            case TAG -> "Tag";
            case INSTRUMENTAL -> "Instrumental";
            case OTHER -> "Part";
        };
    }

    static String capitalised(String text) {
        return text.isEmpty() ? text : text.substring(0, 1).toUpperCase(Locale.ROOT) + text.substring(1);
    }

    /** Cuts a label to what a chart may hold. */
    static String cut(String label) {
        String flat = Texts.clean(label).replaceAll("\\s+", " ").strip();
        return Texts.cut(flat, Section.MAX_LABEL_LENGTH).strip();
    }
}
