package dev.tutti.session.songs.format;

import dev.tutti.session.songs.Chart;
import dev.tutti.session.songs.Line;
import dev.tutti.session.songs.LineKind;
import dev.tutti.session.songs.MalformedSongException;
import dev.tutti.session.songs.Part;
import dev.tutti.session.songs.Section;
import dev.tutti.session.songs.SectionKind;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Collects sections and lines while a file is read, within the bounds of a chart. */
final class ChartBuilder {
    /** A line before its chords have their names. */
    record DraftLine(LineKind kind, List<Cell> cells, int position) {
        DraftLine {
            cells = List.copyOf(cells);
        }
    }

    /** A section before its chords have their names. */
    record DraftSection(String id, SectionKind kind, String label, List<DraftLine> lines, int position) {}

    private final List<DraftSection> sections = new ArrayList<>();
    private final Set<String> ids = new HashSet<>();
    private @Nullable DraftSection open;
    private int lines;
    private int parts;
    private int position;

    /** Where in the file the reader is, for what is refused. */
    void at(int line) {
        position = line;
    }

    /** Begins a section and ends the one before; its id is made from its label where none is given. */
    void begin(SectionKind kind, String label, @Nullable String id) throws MalformedSongException {
        end();
        if (sections.size() == Chart.MAX_SECTIONS) {
            throw tooLarge(Chart.MAX_SECTIONS + " sections");
        }
        String wanted = id == null || id.isEmpty() ? SectionIds.of(kind, label) : id;
        open = new DraftSection(SectionIds.free(wanted, ids), kind, label, new ArrayList<>(), position);
    }

    boolean isOpen() {
        return open != null;
    }

    boolean isEmpty() {
        return sections.isEmpty() && open == null;
    }

    /** Whether the open section has nothing but comments, which may belong to the section after it. */
    boolean hasOnlyComments() {
        return open != null && open.lines.stream().allMatch(line -> line.kind == LineKind.COMMENT);
    }

    /** Gives up the open section and answers its lines. */
    List<DraftLine> withdraw() {
        DraftSection section = open;
        open = null;
        if (section == null) {
            return List.of();
        }
        ids.remove(section.id);
        lines -= section.lines.size();
        return section.lines;
    }

    /** Adds a line to the open section; no cells make it a blank one. */
    void add(LineKind kind, List<Cell> cells) throws MalformedSongException {
        DraftSection section = open;
        if (section == null) {
            throw new IllegalStateException("no section is open");
        }
        List<Cell> neat = neat(cells);
        lines++;
        parts += neat.size();
        check(lines, parts, 0);
        section.lines.add(new DraftLine(kind, neat, position));
    }

    void addAll(List<DraftLine> more) throws MalformedSongException {
        for (DraftLine line : more) {
            add(line.kind, line.cells);
        }
    }

    private void check(int lineCount, int partCount, long bytes) throws MalformedSongException {
        if (lineCount > Chart.MAX_LINES) {
            throw tooLarge(Chart.MAX_LINES + " lines");
        }
        if (partCount > Chart.MAX_PARTS) {
            throw tooLarge(Chart.MAX_PARTS + " chords");
        }
        if (bytes > Chart.MAX_BYTES) {
            throw tooLarge(Chart.MAX_BYTES / 1024 + " KB of words");
        }
    }

    private MalformedSongException tooLarge(String what) {
        return new MalformedSongException(
                "This song has more than " + what + ". Cut it into two songs.", Math.max(1, position), 1);
    }

    /** Ends the open section; blank lines around its content are layout of the file. */
    void end() {
        DraftSection section = open;
        open = null;
        if (section == null) {
            return;
        }
        List<DraftLine> content = section.lines;
        while (!content.isEmpty() && content.getLast().cells.isEmpty()) {
            content.removeLast();
        }
        while (!content.isEmpty() && content.getFirst().cells.isEmpty()) {
            content.removeFirst();
        }
        if (content.isEmpty() && section.label.isEmpty() && section.kind == SectionKind.OTHER) {
            ids.remove(section.id);
            return;
        }
        sections.add(section);
    }

    /** The last ended section of this kind; null when there is none. */
    @Nullable DraftSection last(SectionKind kind) {
        for (DraftSection section : sections.reversed()) {
            if (section.kind == kind) {
                return section;
            }
        }
        return null;
    }

    /** Whether the open section was begun by its text, not by the file. */
    boolean openIsUnnamed() {
        return open != null && open.label.isEmpty();
    }

    /** Sections of this kind, the open one among them. */
    int countWithOpen(SectionKind kind) {
        boolean alsoOpen = open != null && open.kind == kind;
        return (int) sections.stream().filter(section -> section.kind == kind).count() + (alsoOpen ? 1 : 0);
    }

    List<DraftSection> sections() {
        return sections;
    }

    /** Puts the sections into this order; what stands in it again gets an id of its own. */
    void rearrange(List<DraftSection> order) throws MalformedSongException {
        var taken = new HashSet<String>();
        var arranged = new ArrayList<DraftSection>();
        for (DraftSection section : order) {
            if (arranged.size() == Chart.MAX_SECTIONS) {
                throw tooLarge(Chart.MAX_SECTIONS + " sections");
            }
            String id = SectionIds.free(section.id, taken);
            arranged.add(new DraftSection(id, section.kind, section.label, section.lines, section.position));
        }
        sections.clear();
        sections.addAll(arranged);
    }

    /** The first words of the song; empty when it has none. */
    String firstWords() {
        return sections.stream()
                .flatMap(section -> section.lines.stream())
                .filter(line -> line.kind == LineKind.LYRICS)
                .map(line -> line.cells.stream()
                        .map(Cell::text)
                        .collect(Collectors.joining())
                        .strip())
                .filter(words -> words.codePoints().anyMatch(Character::isLetter))
                .findFirst()
                .orElse("");
    }

    /** All chords that are no annotations, in their order. */
    List<Cell> chords() {
        return sections.stream()
                .flatMap(section -> section.lines.stream())
                .flatMap(line -> line.cells.stream())
                .filter(cell -> cell.chord() != null && !cell.chord().startsWith("*"))
                .toList();
    }

    /** The whole chart; what became too large by its order or its names is refused where it did. */
    Chart chart(@Nullable String key, Function<Cell, String> nameOf) throws MalformedSongException {
        var made = new ArrayList<Section>();
        int lineCount = 0;
        int partCount = 0;
        long bytes = 0;
        for (DraftSection section : sections) {
            bytes += bytes(section.id) + bytes(section.label);
            at(section.position);
            check(lineCount, partCount, bytes);
            var content = new ArrayList<Line>();
            for (DraftLine draft : section.lines) {
                Line line = named(draft, nameOf);
                lineCount++;
                partCount += line.parts().size();
                for (Part part : line.parts()) {
                    bytes += bytes(part.text()) + (part.chord() == null ? 0 : bytes(part.chord()));
                }
                at(draft.position);
                check(lineCount, partCount, bytes);
                content.add(line);
            }
            made.add(new Section(section.id, section.kind, section.label, content));
        }
        return new Chart(made, key);
    }

    private static int bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }

    private static Line named(DraftLine line, Function<Cell, String> nameOf) {
        return new Line(
                line.kind,
                line.cells.stream()
                        .map(cell -> new Part(cell.chord() == null ? null : nameOf.apply(cell), cell.text()))
                        .toList());
    }

    /** Words alone join what stands before them; nothing is longer than a part may be. */
    private static List<Cell> neat(List<Cell> cells) {
        var joined = new ArrayList<Cell>();
        for (Cell cell : cells) {
            if (cell.chord() == null && cell.text().isEmpty()) {
                continue;
            }
            if (cell.chord() == null && !joined.isEmpty()) {
                joined.add(joined.removeLast().plus(cell.text()));
            } else {
                joined.add(cell);
            }
        }
        var neat = new ArrayList<Cell>();
        for (Cell cell : joined) {
            String head = Texts.cut(cell.text(), Part.MAX_TEXT_LENGTH);
            neat.add(new Cell(cell.chord(), head, cell.semitones()));
            for (String rest = cell.text().substring(head.length());
                    !rest.isEmpty();
                    rest = rest.substring(head.length())) {
                head = Texts.cut(rest, Part.MAX_TEXT_LENGTH);
                neat.add(Cell.words(head));
            }
        }
        return neat;
    }
}
