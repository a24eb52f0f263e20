package dev.tutti.session.songs.format;

import dev.tutti.session.songs.LineKind;
import dev.tutti.session.songs.MalformedSongException;
import dev.tutti.session.songs.SectionKind;
import dev.tutti.session.songs.SongDraft;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** One song of a ChordPro file while it is read: its open environment, its transposition, the chords it remembers. */
final class ChordProSong {
    private static final Pattern TRANSPOSE = Pattern.compile("([+-]?\\d{1,2})\\s*[s#fb]?");
    private static final Pattern GRID_SHAPE = Pattern.compile("^[\\d+x]*\\d[\\d+x]*(?:\\s+|:\\s*|$)");
    private static final Map<String, String> DELEGATES =
            Map.of("abc", "ABC music", "ly", "LilyPond music", "svg", "picture", "strum", "strum pattern");
    /** How a page is laid out is up to the screen that shows it. */
    private static final Pattern LAYOUT = Pattern.compile(
            "(chord|text|title|chorus|tab|grid|label|toc|footer)(font|size|colou?r)|cf|cs|tf|ts|np|npp|ng|g|col|colb|cb"
                    + "|new_page|new_physical_page|column_break|columns|pagetype|titles|diagrams|grid|no_grid|preamble|dd"
                    + "|x_.*|\\+.*");

    private final Warnings warnings;
    private final ChartBuilder chart = new ChartBuilder();
    private final SongDetails details;
    private final ChordProMetadata metadata;
    private final ChordProText texts;
    private final Deque<Integer> transpositions = new ArrayDeque<>();
    private final Map<String, List<String>> remembered = new HashMap<>();
    private final Set<String> defined = new HashSet<>();
    private int firstLine;
    private int line;
    /** The environment that the file has opened; null between them. */
    private @Nullable String environment;
    /** Tab or grid inside of it. */
    private @Nullable String block;

    private boolean blockIsSection;
    private @Nullable SourceLine delegateBegan;
    private int recalled;
    private boolean recalls;

    ChordProSong(Warnings warnings) {
        this.warnings = warnings;
        details = new SongDetails(warnings);
        metadata = new ChordProMetadata(details);
        texts = new ChordProText(metadata::value);
    }

    void at(SourceLine source) {
        line = source.line();
        firstLine = firstLine == 0 ? line : firstLine;
        chart.at(line);
    }

    int firstLine() {
        return firstLine;
    }

    boolean isEmpty() {
        return chart.isEmpty() && details.title() == null;
    }

    boolean isForOthers() {
        return delegateBegan != null;
    }

    /** Whether lines are kept as typed. */
    boolean isVerbatim() {
        return block != null;
    }

    /** A line of music that only another program understands. */
    void skip(SourceLine source) {
        SourceLine began = delegateBegan;
        String text = source.text().strip();
        if (began != null
                && text.matches("(?i)\\{\\s*end_of_" + Pattern.quote(String.valueOf(environment)) + "\\b.*")) {
            warnings.add(
                    began.line(),
                    "the " + DELEGATES.get(environment) + " up to line " + source.line()
                            + " is left out; a chart has words and chords.");
            delegateBegan = null;
            environment = null;
        }
    }

    /** A line that begins with #; in a tab it may be one of its strings. */
    void remark(String text) throws MalformedSongException {
        if (block != null && text.contains("--")) {
            openSection();
            chart.add(LineKind.TAB, List.of(Cell.words(Texts.clean(text).stripTrailing())));
        }
    }

    void text(SourceLine source, int from) throws MalformedSongException {
        String text = source.text().substring(from);
        if (block != null) {
            verbatim(text);
        } else if (text.isBlank()) {
            blank();
        } else {
            openSection();
            int begin = from + text.length() - text.stripLeading().length();
            var trimmed = new SourceLine(source.text().stripTrailing(), source.pieces());
            chart.add(LineKind.LYRICS, texts.cells(trimmed, begin, this::chord));
        }
    }

    /** Lines may stand outside any part, and a {chorus} within a block ends the part around it. */
    private void openSection() throws MalformedSongException {
        if (!chart.isOpen()) {
            chart.begin(SectionKind.OTHER, "", null);
        }
    }

    private void verbatim(String text) throws MalformedSongException {
        openSection();
        String shown =
                Texts.clean(Texts.unescape(text.replace("\t", "        "))).stripTrailing();
        chart.add(
                LineKind.TAB,
                "grid".equals(block) ? ChordProText.grid(shown, this::chord) : List.of(Cell.words(shown)));
    }

    private void blank() throws MalformedSongException {
        if (environment != null && chart.isOpen()) {
            chart.add(LineKind.LYRICS, List.of());
        } else if (!chart.hasOnlyComments()) {
            chart.end();
        }
    }

    private Cell chord(String name) {
        int semitones = transpositions.isEmpty() ? 0 : transpositions.peek();
        List<String> memory =
                remembered.computeIfAbsent(environment == null ? "" : environment, _ -> new ArrayList<>());
        if (name.equals("^")) {
            if (recalled < memory.size()) {
                return new Cell(memory.get(recalled++), "", semitones);
            }
            warnings.add(line, "[^] asks for a chord that no part before it has.");
            return Cell.words("");
        }
        if (!name.startsWith("*") && !recalls) {
            memory.add(name);
        }
        return new Cell(name, "", semitones);
    }

    void directive(SourceLine source, Directive directive) throws MalformedSongException {
        String name = directive.name();
        if (name.startsWith("start_of_")) {
            start(source, directive);
        } else if (name.startsWith("end_of_")) {
            end(directive);
        } else if (name.startsWith("comment") || name.equals("cb")) {
            comment(directive);
        } else if (name.equals("chorus")) {
            chorus(directive);
        } else if (name.equals("transpose")) {
            transpose(directive.value());
        } else if (name.equals("define") || name.equals("chord")) {
            String[] definition = directive.plainValue().split("\\s+", 2);
            defined.add(definition[0]);
            if (definition.length > 1) {
                warnings.add("Chord diagrams are left out; the names of the chords are kept.");
            }
        } else if (name.equals("image")) {
            warnings.add(line, "the picture is left out.");
        } else if (metadata.isKnown(name)) {
            metadata(directive);
        } else if (!LAYOUT.matcher(name).matches()) {
            warnings.add(
                    line, "the directive {" + Texts.cut(Texts.clean(name), 40) + "} is not known and is left out.");
        }
    }

    /** What is said a second time, after the song has begun, holds from there on: a comment says so. */
    private void metadata(Directive directive) throws MalformedSongException {
        String value = texts.plain(directive.plainValue()).strip();
        boolean hasBegun = !chart.isEmpty() && metadata.isAgain(directive.name());
        if (hasBegun && !value.isEmpty() && !directive.isSelective()) {
            comment(Heading.capitalised(directive.name()) + ": " + value);
        } else if (directive.isSelective() && !(directive.name().equals("title") && details.title() == null)) {
            details.note(Heading.capitalised(directive.name()) + " (" + directive.selector() + ")", value);
        } else {
            metadata.add(line, directive.name(), value);
        }
    }

    private void comment(Directive directive) throws MalformedSongException {
        String text = directive.plainValue();
        comment(directive.isSelective() ? directive.selector() + ": " + text : text);
    }

    private void comment(String text) throws MalformedSongException {
        Optional<Heading> heading = environment == null ? Heading.read(texts.plain(text)) : Optional.empty();
        if (heading.isPresent()) {
            List<ChartBuilder.DraftLine> before = withdrawComments();
            chart.begin(heading.get().kind(), heading.get().label(), null);
            chart.addAll(before);
            return;
        }
        openSection();
        for (String part : text.strip().split("\\\\n", -1)) {
            if (!part.isBlank()) {
                chart.add(LineKind.COMMENT, texts.remark(part.strip(), this::chord));
            }
        }
    }

    /** Comments between parts belong to what follows. */
    private List<ChartBuilder.DraftLine> withdrawComments() {
        return environment == null && chart.isOpen() && chart.openIsUnnamed() && chart.hasOnlyComments()
                ? chart.withdraw()
                : List.of();
    }

    private void start(SourceLine source, Directive directive) throws MalformedSongException {
        String name = environmentOf(directive);
        if (DELEGATES.containsKey(name)) {
            delegateBegan = source;
            environment = name;
            return;
        }
        Map<String, String> attributes = directive.attributes();
        String given = attributes.isEmpty() ? directive.plainValue() : attributes.get("label");
        String label = given == null ? "" : given;
        if (name.equals("tab") || name.equals("grid")) {
            block(name, Heading.cut(texts.plain(GRID_SHAPE.matcher(label).replaceFirst(""))));
            return;
        }
        if (environment != null) {
            warnings.add(line, "the part before has no end; it ends here.");
        }
        List<ChartBuilder.DraftLine> before = withdrawComments();
        SectionKind kind = name.equals("textblock")
                ? SectionKind.OTHER
                : Heading.kindOf(name.replaceAll("[_ -]", ""), SectionKind.OTHER);
        String typed = Heading.cut(texts.plain(label).replace("\\n", " "));
        String shown = Heading.read(typed).isPresent() ? Heading.capitalised(typed) : typed;
        boolean saysNone = attributes.containsKey("label") && label.isEmpty();
        chart.begin(
                kind,
                shown.isEmpty() && !saysNone ? label(kind, name) : marked(shown, directive),
                attributes.get("id"));
        chart.addAll(before);
        environment = name;
        recalled = 0;
        recalls = !remembered.getOrDefault(name, List.of()).isEmpty();
    }

    private static String environmentOf(Directive directive) {
        String name = directive.name().substring(directive.name().indexOf("_of_") + 4);
        return name.equals("pre") ? name + directive.selector().toLowerCase(Locale.ROOT) : name;
    }

    private static String marked(String label, Directive directive) {
        boolean isForSome = directive.isSelective() && !directive.name().endsWith("_pre");
        return isForSome ? Heading.cut(label + " (" + directive.selector() + ")") : label;
    }

    /** Verses are counted; what has a name of its own has it as label. */
    private String label(SectionKind kind, String name) {
        return switch (kind) {
            case VERSE -> "Verse " + (chart.countWithOpen(SectionKind.VERSE) + 1);
            case OTHER ->
                name.equals("textblock") || name.equals("part")
                        ? ""
                        : Heading.cut(Heading.capitalised(name.replace('_', ' ')));
            default -> Heading.nameOf(kind);
        };
    }

    private void block(String name, String label) throws MalformedSongException {
        block = name;
        if (environment == null && !(label.isEmpty() && chart.isOpen())) {
            List<ChartBuilder.DraftLine> before = withdrawComments();
            String shown = label.isEmpty() ? Heading.capitalised(name) : label;
            chart.begin(Heading.kindOf(shown, SectionKind.OTHER), shown, null);
            chart.addAll(before);
            blockIsSection = true;
        } else if (!chart.isOpen()) {
            chart.begin(SectionKind.OTHER, label, null);
        }
    }

    private void end(Directive directive) {
        String name = environmentOf(directive);
        if (name.equals(block)) {
            block = null;
            if (blockIsSection) {
                chart.end();
                blockIsSection = false;
            }
        } else if (environment != null && block == null) {
            if (!name.equals(environment)) {
                warnings.add(line, "{end_of_" + name + "} ends what began as {start_of_" + environment + "}.");
            }
            chart.end();
            environment = null;
            recalls = false;
        } else {
            warnings.add(line, "{end_of_" + Texts.cut(name, 40) + "} ends nothing.");
        }
    }

    /** The chorus is sung here again: it stands here again, so that the chart can be followed. */
    private void chorus(Directive directive) throws MalformedSongException {
        String given = directive.attributes().getOrDefault("label", directive.plainValue());
        String label = Heading.cut(texts.plain(given));
        if (environment != null) {
            comment(label.isEmpty() ? "Chorus" : label);
            return;
        }
        chart.end();
        ChartBuilder.DraftSection last = chart.last(SectionKind.CHORUS);
        String lastLabel = last == null ? "Chorus" : last.label();
        chart.begin(SectionKind.CHORUS, label.isEmpty() ? lastLabel : label, null);
        if (last == null) {
            warnings.add(line, "{chorus} stands before any chorus.");
        } else {
            chart.addAll(last.lines());
        }
        chart.end();
    }

    private void transpose(String value) {
        if (value.isEmpty()) {
            transpositions.poll();
            return;
        }
        Matcher matcher = TRANSPOSE.matcher(value);
        if (matcher.matches()) {
            transpositions.push(Integer.parseInt(matcher.group(1)) % 12);
        } else {
            warnings.add(line, "{transpose} takes a number of semitones, such as 2 or -3; this one is left out.");
        }
    }

    SongDraft finish(String fallbackTitle) throws MalformedSongException {
        SourceLine began = delegateBegan;
        if (began != null) {
            throw began.malformed(
                    began.text().indexOf('{'),
                    "What begins here has no end. Put {end_of_" + environment + "} behind its last line.");
        }
        if (environment != null || block != null) {
            warnings.add("The part {start_of_" + (block != null ? block : environment)
                    + "} is read to the end of the song; " + "it has no end of its own.");
        }
        return details.finish(chart, fallbackTitle, defined);
    }
}
