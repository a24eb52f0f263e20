package dev.tutti.session.songs.format;

import dev.tutti.session.songs.LineKind;
import dev.tutti.session.songs.MalformedSongException;
import dev.tutti.session.songs.SectionKind;
import dev.tutti.session.songs.SongImport;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads plain text as people send it around: chords in a line above the words, headings, a few facts at the top. */
final class TextReader {
    private static final Pattern FACT = Pattern.compile(
            "(?is)(title|artist|by|author|key|capo|tempo|bpm|time|time signature|duration|length|copyright|ccli|song key|note)"
                    + "\\s*:\\s*(.*)");
    private static final Pattern BRACKETED = Pattern.compile("\\[([^\\[\\]]{1,80})\\]:?");

    private final Warnings warnings = new Warnings();
    private final SongDetails details = new SongDetails(warnings);
    private final ChartBuilder chart = new ChartBuilder();
    private final List<SourceLine> lines;
    private boolean hasHeadings;
    private boolean namesTitle;

    private TextReader(String text) {
        lines = SourceLine.of(text);
    }

    static SongImport read(String text, String fallbackTitle) throws MalformedSongException {
        return new TextReader(text).song(fallbackTitle);
    }

    private SongImport song(String fallbackTitle) throws MalformedSongException {
        int at = head();
        while (at < lines.size()) {
            chart.at(lines.get(at).line());
            at = line(at);
        }
        if (!namesTitle && chart.isEmpty()) {
            throw new MalformedSongException(
                    "There is no song in this text, only a line like a title. Add its words, or write Title: before it.",
                    1,
                    1);
        }
        return new SongImport(List.of(details.finish(chart, fallbackTitle, Set.of())), warnings.all());
    }

    /** Facts, or a title and perhaps an artist alone above the song; answers where the song begins. */
    private int head() {
        int at = 0;
        while (at < lines.size() && (lines.get(at).isBlank() || fact(lines.get(at)))) {
            at++;
        }
        if (details.title() != null || at == lines.size() || !isTitle(at)) {
            return at;
        }
        boolean standsAlone = at + 1 >= lines.size() || lines.get(at + 1).isBlank();
        boolean thenArtist =
                isTitle(at + 1) && (at + 2 >= lines.size() || lines.get(at + 2).isBlank());
        boolean thenSong = at + 1 < lines.size() && !isTitle(at + 1);
        if (!standsAlone && !thenArtist && !thenSong) {
            return at;
        }
        details.title(text(at++));
        if (thenArtist && !standsAlone) {
            details.artist(text(at++).replaceFirst("(?i)^by\\s+", ""));
        }
        while (at < lines.size() && (lines.get(at).isBlank() || fact(lines.get(at)))) {
            at++;
        }
        return at;
    }

    private String text(int at) {
        return Texts.clean(lines.get(at).text()).strip();
    }

    private boolean isTitle(int at) {
        return at < lines.size()
                && !lines.get(at).isBlank()
                && text(at).length() <= 80
                && heading(text(at)).isEmpty()
                && !ChordLine.isOne(text(at))
                && !text(at).startsWith("\\")
                && !text(at).startsWith("//")
                && !FACT.matcher(text(at)).matches();
    }

    private boolean fact(SourceLine line) {
        Matcher matcher = FACT.matcher(line.text().strip());
        if (!matcher.matches()) {
            return false;
        }
        String value = matcher.group(2);
        switch (matcher.group(1).toLowerCase(Locale.ROOT)) {
            case "title" -> {
                details.title(value);
                namesTitle |= details.title() != null;
            }
            case "artist", "by", "author" -> details.artist(value);
            case "key" -> details.key(value);
            case "song key" -> details.songKey(value);
            case "capo" -> details.capo(value);
            case "tempo", "bpm" -> details.tempo(line.line(), value);
            case "time", "time signature" -> details.time(line.line(), value);
            case "duration", "length" -> details.duration(value);
            case "copyright" -> details.note("Copyright", value);
            case "ccli" -> details.note("CCLI number", value);
            default -> details.note(value);
        }
        return true;
    }

    /** Reads the line, and the one below when it has the words to its chords; answers the next. */
    private int line(int at) throws MalformedSongException {
        String text =
                Texts.clean(lines.get(at).text().replace("\t", "        ")).stripTrailing();
        if (text.isBlank()) {
            blank();
            return at + 1;
        }
        Optional<Heading> heading = text.startsWith("\\") ? Optional.empty() : heading(text.strip());
        if (heading.isPresent()) {
            chart.begin(heading.get().kind(), Heading.cut(heading.get().label()), null);
            hasHeadings = true;
            return at + 1;
        }
        if (!chart.isOpen()) {
            chart.begin(SectionKind.OTHER, "", null);
        }
        if (text.startsWith("//")) {
            chart.add(LineKind.COMMENT, List.of(Cell.words(text.substring(2).strip())));
        } else if (looksLikeTab(text)) {
            chart.add(LineKind.TAB, List.of(Cell.words(text)));
        } else if (ChordLine.isBars(text)) {
            chart.add(LineKind.TAB, ChordProText.grid(text, name -> new Cell(name, "", 0)));
        } else if (ChordLine.isOne(text)) {
            return chords(at, text);
        } else {
            chart.add(LineKind.LYRICS, List.of(Cell.words(words(text))));
        }
        return at + 1;
    }

    private void blank() throws MalformedSongException {
        if (!chart.isOpen()) {
            return;
        }
        if (hasHeadings) {
            chart.add(LineKind.LYRICS, List.of());
        } else {
            chart.end();
        }
    }

    private int chords(int at, String text) throws MalformedSongException {
        String below = at + 1 < lines.size()
                ? Texts.clean(lines.get(at + 1).text().replace("\t", "        "))
                        .stripTrailing()
                : "";
        boolean hasWords = !below.isBlank()
                && !ChordLine.isOne(below)
                && !looksLikeTab(below)
                && !ChordLine.isBars(below)
                && !below.startsWith("//")
                && (below.startsWith("\\") || heading(below.strip()).isEmpty());
        if (!hasWords) {
            chart.add(LineKind.LYRICS, ChordLine.alone(text));
            return at + 1;
        }
        chart.add(LineKind.LYRICS, ChordLine.above(text, below.startsWith("\\") ? below.substring(1) : below));
        return at + 2;
    }

    /** A backslash before a line says that it is words, whatever they look like. */
    private static String words(String text) {
        String line = text.strip();
        return line.startsWith("\\") ? line.substring(1) : line;
    }

    static boolean looksLikeTab(String text) {
        return text.matches("\\s*[A-Ga-g]?[#b]?\\s?[|:][-|\\dhpbsx/\\\\~^().:*vr =<>]{4,}.*") && text.contains("--");
    }

    /** {@code [Verse 1]}, {@code [Chorus: All]}, {@code [-]} for a part without a name, or a known word alone. */
    static Optional<Heading> heading(String text) {
        Matcher matcher = BRACKETED.matcher(text);
        if (!matcher.matches()) {
            return Heading.read(text);
        }
        String inside = matcher.group(1).strip();
        if (inside.equals("-")) {
            return Optional.of(new Heading(SectionKind.OTHER, ""));
        }
        Optional<Heading> known = Heading.read(inside);
        if (known.isPresent()) {
            return known.map(heading -> new Heading(heading.kind(), inside.endsWith(":") ? heading.label() : inside));
        }
        int colon = inside.indexOf(": ");
        Optional<SectionKind> kind = colon < 0 ? Optional.empty() : TextWriter.kindOf(inside.substring(0, colon));
        if (kind.isPresent()) {
            return Optional.of(new Heading(kind.get(), inside.substring(colon + 2)));
        }
        return ChordName.read(inside).isPresent()
                ? Optional.empty()
                : Optional.of(new Heading(SectionKind.OTHER, inside));
    }
}
