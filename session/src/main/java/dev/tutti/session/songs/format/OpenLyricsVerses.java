package dev.tutti.session.songs.format;

import dev.tutti.session.songs.Chart;
import dev.tutti.session.songs.LineKind;
import dev.tutti.session.songs.MalformedSongException;
import dev.tutti.session.songs.Part;
import dev.tutti.session.songs.SectionKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import javax.xml.stream.XMLStreamReader;
import org.jspecify.annotations.Nullable;

/** The verses and instrumental parts of an OpenLyrics song while they are read. */
final class OpenLyricsVerses {
    private final Warnings warnings;
    private final ChartBuilder chart = new ChartBuilder();
    private final List<Cell> cells = new ArrayList<>();
    private final StringBuilder comment = new StringBuilder();
    private boolean inVerse;
    private boolean inLines;
    private boolean inComment;
    private boolean isTab;
    private boolean hasBeats;
    private boolean saidComment;
    private int line;

    OpenLyricsVerses(Warnings warnings) {
        this.warnings = warnings;
    }

    void at(int lineNumber) {
        line = lineNumber;
        chart.at(lineNumber);
    }

    ChartBuilder chart() {
        return chart;
    }

    boolean takesWords() {
        return inLines || inComment;
    }

    void start(String name, XMLStreamReader xml) throws MalformedSongException {
        switch (name) {
            case "verse", "instrument" -> verse(xml);
            case "lines" -> lines(xml);
            case "line" -> inLines = inVerse;
            case "br" -> breakLine();
            case "chord" -> chord(xml);
            case "beat" -> {
                hasBeats = true;
                cells.add(Cell.words("|\u00A0"));
            }
            case "comment" -> {
                inComment = true;
                comment.setLength(0);
            }
            default -> {
                if (!inLines) {
                    warnings.add(line, "<" + Texts.cut(name, 40) + "> is not known here and is left out.");
                }
            }
        }
    }

    private void verse(XMLStreamReader xml) throws MalformedSongException {
        String given = attribute(xml, null, "name").strip();
        if (given.isEmpty()) {
            warnings.add(line, "this part has no name.");
        }
        var name = VerseName.read(given.isEmpty() ? "o" : given);
        String language = attribute(xml, null, "lang");
        String script = attribute(xml, null, "translit");
        String spoken = script.isEmpty() ? language : language + "-" + script;
        boolean isTranslation = !spoken.isEmpty() && chart.sections().stream().anyMatch(s -> s.id().equals(name.id()));
        String ownLabel = xml.getAttributeValue(OpenLyricsReader.OWN, "label");
        SectionKind kind =
                SectionKind.of(attribute(xml, OpenLyricsReader.OWN, "kind")).orElse(name.kind());
        String label = ownLabel != null ? ownLabel : isTranslation ? name.label() + " (" + spoken + ")" : name.label();
        chart.begin(kind, Heading.cut(label), isTranslation ? name.id() + "-" + spoken : name.id());
        inVerse = true;
    }

    private void lines(XMLStreamReader xml) throws MalformedSongException {
        if (!inVerse) {
            throw new MalformedSongException(
                    "<lines> stands outside of <verse>. Put it into a <verse name=\"v1\">.",
                    xml.getLocation().getLineNumber(),
                    Math.max(1, xml.getLocation().getColumnNumber()));
        }
        inLines = true;
        isTab = attribute(xml, OpenLyricsReader.OWN, "kind").equals("tab");
        String part = attribute(xml, null, "part").strip();
        String repeat = attribute(xml, null, "repeat").strip();
        if (!part.isEmpty()) {
            remark(Heading.capitalised(part));
        }
        if (repeat.matches("[1-9]\\d?")) {
            remark(repeat + "×");
        }
        saidComment = false;
    }

    private void chord(XMLStreamReader xml) {
        String root = attribute(xml, null, "root").strip();
        String name = attribute(xml, null, "name").strip();
        if (!root.isEmpty()) {
            String bass = attribute(xml, null, "bass").strip();
            name = Notation.ENGLISH
                            .note(root)
                            .map(note -> note.note().english())
                            .orElse(root)
                    + ChordStructures.quality(attribute(xml, null, "structure").strip())
                    + (bass.isEmpty() ? "" : "/" + bass);
        }
        String clean = Texts.clean(name);
        if (clean.length() > Part.MAX_CHORD_LENGTH) {
            warnings.add(
                    line,
                    "a chord with a name of more than " + Part.MAX_CHORD_LENGTH + " characters is kept as words.");
            cells.add(Cell.words(" [" + clean + "] "));
        } else if (!clean.isEmpty()) {
            cells.add(new Cell(clean, hasBeats ? "\u00A0" : "", 0));
        }
    }

    void words(String text) {
        if (inComment) {
            comment.append(text);
        } else if (!hasBeats || !text.isBlank()) {
            cells.add(Cell.words(text));
        }
    }

    void end(String name) throws MalformedSongException {
        switch (name) {
            case "verse", "instrument" -> {
                chart.end();
                inVerse = false;
            }
            case "lines" -> {
                if (!spaced(cells).isEmpty()) {
                    breakLine();
                }
                cells.clear();
                inLines = false;
            }
            case "line" -> breakLine();
            case "comment" -> {
                inComment = false;
                if (inVerse) {
                    remark(comment.toString());
                    saidComment = true;
                }
            }
            default -> {}
        }
    }

    private void remark(String text) throws MalformedSongException {
        String clean = Texts.clean(text.replaceAll("\\s+", " ")).strip();
        if (!clean.isEmpty()) {
            chart.add(LineKind.COMMENT, List.of(Cell.words(clean)));
        }
    }

    private void breakLine() throws MalformedSongException {
        if (!inVerse) {
            return;
        }
        List<Cell> neat = spaced(cells);
        if (hasBeats && !neat.isEmpty()) {
            neat.add(Cell.words("|"));
        }
        boolean isTypeset = isTab || hasBeats;
        cells.clear();
        hasBeats = false;
        if (!neat.isEmpty() || !saidComment) {
            chart.add(isTypeset ? LineKind.TAB : LineKind.LYRICS, isTypeset ? typed(neat) : neat);
        }
        saidComment = false;
    }

    /** Spaces of a tab are written as such that XML keeps. */
    private static List<Cell> typed(List<Cell> neat) {
        return neat.stream()
                .map(cell -> new Cell(cell.chord(), cell.text().replace('\u00A0', ' '), 0))
                .toList();
    }

    /** Line ends and indents in XML are one space, at the ends of a line none. */
    private static List<Cell> spaced(List<Cell> raw) {
        var neat = new ArrayList<Cell>();
        boolean afterSpace = true;
        for (Cell cell : raw) {
            var text = new StringBuilder();
            for (char c : Texts.clean(cell.text()).toCharArray()) {
                if (c != ' ' || !afterSpace) {
                    text.append(c);
                }
                afterSpace = c == ' ';
            }
            if (cell.chord() != null || !text.isEmpty()) {
                neat.add(new Cell(cell.chord(), text.toString(), 0));
            }
        }
        if (!neat.isEmpty() && neat.getLast().text().endsWith(" ")) {
            Cell last = neat.removeLast();
            String stripped = last.text().substring(0, last.text().length() - 1);
            if (last.chord() != null || !stripped.isEmpty()) {
                neat.add(new Cell(last.chord(), stripped, 0));
            }
        }
        return neat;
    }

    /** Sections in the order in which they are sung; what that order does not name stands at the end. */
    void arrange(String verseOrder) throws MalformedSongException {
        String[] names =
                verseOrder.isBlank() ? new String[0] : verseOrder.strip().split("\\s+");
        if (names.length == 0) {
            return;
        }
        if (names.length > Chart.MAX_SECTIONS) {
            warnings.add(
                    "The verse order has more than " + Chart.MAX_SECTIONS + " parts; the verses stand as in the file.");
            return;
        }
        List<ChartBuilder.DraftSection> written = chart.sections();
        var sung = new ArrayList<ChartBuilder.DraftSection>();
        for (String name : names) {
            String id = VerseName.read(name).id();
            List<ChartBuilder.DraftSection> meant = named(written, id);
            if (meant.isEmpty()) {
                warnings.add("The verse order names “" + Texts.cut(Texts.clean(name), 40)
                        + "”, which the song does not have.");
            }
            sung.addAll(meant);
        }
        for (ChartBuilder.DraftSection section : written) {
            if (!sung.contains(section)) {
                warnings.add("“" + section.label() + "” is not in the verse order; it stands at the end.");
                sung.add(section);
            }
        }
        chart.rearrange(sung);
    }

    /** The section of this name, or its parts: v1a and v1b for v1. */
    private static List<ChartBuilder.DraftSection> named(List<ChartBuilder.DraftSection> sections, String id) {
        Optional<ChartBuilder.DraftSection> exact =
                sections.stream().filter(section -> section.id().equals(id)).findFirst();
        return exact.map(List::of)
                .orElseGet(() -> sections.stream()
                        .filter(section -> section.id().toLowerCase(Locale.ROOT).matches(Pattern.quote(id) + "[a-z]"))
                        .toList());
    }

    private static String attribute(XMLStreamReader xml, @Nullable String namespace, String name) {
        String value = xml.getAttributeValue(namespace == null ? "" : namespace, name);
        return value == null ? "" : value;
    }
}
