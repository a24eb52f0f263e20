package dev.tutti.session.songs.format;

import dev.tutti.session.songs.MalformedSongException;
import dev.tutti.session.songs.Part;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The text of ChordPro lines: chords in brackets, markup, escapes, and metadata put in by {@code %{name}}. */
final class ChordProText {
    static final Pattern MARKUP =
            Pattern.compile("</?(?:b|i|u|s|tt|big|small|sub|sup|span|img|strut|sym|markup)(?:\\s[^<>]{0,300})?/?>");
    private static final Pattern ENTITY =
            Pattern.compile("&(?:(lt|gt|amp|quot|apos|nbsp)|#(\\d{1,6})|#x([0-9A-Fa-f]{1,5}));");
    private static final Pattern GRID_TOKEN = Pattern.compile("\\s+|\\S+");
    private static final Map<String, String> NAMED =
            Map.of("lt", "<", "gt", ">", "amp", "&", "quot", "\"", "apos", "'", "nbsp", " ");
    private static final int MAX_DEPTH = 8;

    private final UnaryOperator<String> metadata;

    /** @param metadata what the song says of itself so far, by name; empty for what it does not say */
    ChordProText(UnaryOperator<String> metadata) {
        this.metadata = metadata;
    }

    /** Text as people see it. */
    String plain(String raw) {
        String text = raw.contains("%{") ? substitute(raw, "", 0) : raw;
        if (text.indexOf('<') >= 0) {
            text = MARKUP.matcher(text).replaceAll("");
        }
        return Texts.clean(Texts.unescape(text.indexOf('&') >= 0 ? entities(text) : text));
    }

    private static String entities(String text) {
        Matcher matcher = ENTITY.matcher(text);
        var plain = new StringBuilder();
        while (matcher.find()) {
            String named = NAMED.get(matcher.group(1) == null ? "" : matcher.group(1));
            if (named == null) {
                int code = matcher.group(2) != null
                        ? Integer.parseInt(matcher.group(2))
                        : Integer.parseInt(matcher.group(3), 16);
                named = Character.isValidCodePoint(code) ? Character.toString(code) : "";
            }
            matcher.appendReplacement(plain, Matcher.quoteReplacement(named));
        }
        return matcher.appendTail(plain).toString();
    }

    /** {@code %{name}}, {@code %{name|when it is there|when not}}, where {@code %{}} is the value itself. */
    private String substitute(String text, String itself, int depth) {
        var out = new StringBuilder();
        int at = 0;
        while (at < text.length()) {
            int open = text.indexOf("%{", at);
            int close = open < 0 || depth > MAX_DEPTH ? -1 : closing(text, open + 1);
            if (close < 0) {
                break;
            }
            out.append(text, at, open);
            List<String> choices = choices(text.substring(open + 2, close));
            String name = choices.getFirst().strip();
            String value = name.isEmpty() ? itself : metadata.apply(name);
            if (choices.size() == 1) {
                out.append(value);
            } else if (!value.isEmpty()) {
                out.append(substitute(choices.get(1), value, depth + 1));
            } else if (choices.size() > 2) {
                out.append(substitute(choices.get(2), value, depth + 1));
            }
            at = close + 1;
        }
        return out.append(text, at, text.length()).toString();
    }

    /** Parts at bars that stand in no inner braces. */
    private static List<String> choices(String content) {
        var choices = new ArrayList<String>();
        int depth = 0;
        int from = 0;
        for (int i = 0; i < content.length(); i++) {
            char c = content.charAt(i);
            depth += c == '{' ? 1 : c == '}' ? -1 : 0;
            if (c == '|' && depth == 0) {
                choices.add(content.substring(from, i));
                from = i + 1;
            }
        }
        choices.add(content.substring(from));
        return choices;
    }

    /** Where the brace at this index is closed; below 0 when it is not. */
    static int closing(String text, int open) {
        int depth = 0;
        for (int i = open; i < text.length(); i++) {
            char c = text.charAt(i);
            depth += c == '{' ? 1 : c == '}' ? -1 : 0;
            if (depth == 0) {
                return i;
            }
        }
        return -1;
    }

    /** Answers the chord that stands in brackets; empty for one to leave out. */
    interface ChordSource {
        Cell cell(String chord);
    }

    /** Words and chords of a line from an index on. */
    List<Cell> cells(SourceLine line, int from, ChordSource chords) throws MalformedSongException {
        String text = line.text();
        var cells = new ArrayList<Cell>();
        int at = from;
        while (at < text.length()) {
            int open = text.indexOf('[', at);
            if (open < 0) {
                break;
            }
            int close = text.indexOf(']', open);
            if (close < 0) {
                throw line.malformed(open, "The chord that begins here has no end. Put ] behind its name.");
            }
            // Brackets cannot be nested: one that opens within a chord says that this chord was never closed.
            if (text.lastIndexOf('[', close) > open) {
                throw line.malformed(open, "Another chord begins before this one ends. Put ] behind its name.");
            }
            cells.add(Cell.words(plain(text.substring(at, open))));
            cells.add(chord(text.substring(open + 1, close), chords));
            at = close + 1;
        }
        cells.add(Cell.words(plain(text.substring(at))));
        return cells;
    }

    /** The same for text that is no line of words, such as a comment: brackets without an end are text there. */
    List<Cell> remark(String text, ChordSource chords) {
        var cells = new ArrayList<Cell>();
        int at = 0;
        for (int open = text.indexOf('['); open >= 0; open = text.indexOf('[', at)) {
            int close = text.indexOf(']', open);
            if (close < 0) {
                break;
            }
            String name = text.substring(open + 1, close);
            boolean isChord = Notation.ENGLISH.chord(plain(name)).isPresent();
            cells.add(Cell.words(plain(isChord ? text.substring(at, open) : text.substring(at, close + 1))));
            if (isChord) {
                cells.add(chord(name, chords));
            }
            at = close + 1;
        }
        cells.add(Cell.words(plain(text.substring(at))));
        return cells;
    }

    private Cell chord(String raw, ChordSource chords) {
        if (raw.strip().equals("^")) {
            return chords.cell("^");
        }
        String name = plain(raw).strip();
        if (name.isEmpty()) {
            return Cell.words("");
        }
        if (name.length() > Part.MAX_CHORD_LENGTH) {
            return Cell.words(name.startsWith("*") ? "(" + name.substring(1) + ")" : "[" + name + "]");
        }
        return name.equals("^") ? new Cell(name, "", 0) : chords.cell(name);
    }

    /** A line of a grid: what stands behind its first bar and reads as a chord is one. */
    static List<Cell> grid(String line, ChordSource chords) {
        var cells = new ArrayList<Cell>();
        Matcher tokens = GRID_TOKEN.matcher(line);
        boolean inBars = false;
        while (tokens.find()) {
            String token = tokens.group();
            boolean isChord = inBars
                    && (ChordName.read(token).isPresent()
                            || Notation.GERMAN.chord(token).isPresent());
            cells.add(isChord ? chords.cell(token) : Cell.words(token));
            inBars |= token.contains("|");
        }
        return cells;
    }
}
