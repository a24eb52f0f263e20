package dev.tutti.session.songs.format;

import dev.tutti.session.songs.MalformedSongException;
import java.util.ArrayList;
import java.util.List;

/**
 * A line of a file as a reader sees it, which knows where each of its characters came from.
 *
 * @param pieces where it was joined from several lines of the file, in order
 */
record SourceLine(String text, List<Piece> pieces) {
    /** From this index of the text on, characters stand in this line and column of the file. */
    record Piece(int from, int line, int column) {}

    SourceLine {
        pieces = List.copyOf(pieces);
    }

    /** The lines of a text, whatever ends them, without a byte order mark. */
    static List<SourceLine> of(String text) {
        var lines = new ArrayList<SourceLine>();
        int number = 1;
        int at = text.startsWith("\uFEFF") ? 1 : 0;
        while (at <= text.length()) {
            int end = at;
            while (end < text.length() && text.charAt(end) != '\n' && text.charAt(end) != '\r') {
                end++;
            }
            lines.add(new SourceLine(text.substring(at, end), List.of(new Piece(0, number++, 1))));
            boolean isCrLf = end + 1 < text.length() && text.charAt(end) == '\r' && text.charAt(end + 1) == '\n';
            at = end + (isCrLf ? 2 : 1);
        }
        return lines;
    }

    /** The same with each line that ends in a backslash joined to the one after it, as ChordPro 6 has it. */
    static List<SourceLine> joined(List<SourceLine> lines) {
        var joined = new ArrayList<SourceLine>();
        for (int i = 0; i < lines.size(); i++) {
            if (!lines.get(i).text.endsWith("\\") || i + 1 == lines.size()) {
                joined.add(lines.get(i));
                continue;
            }
            var text = new StringBuilder();
            var pieces = new ArrayList<Piece>();
            boolean goesOn = true;
            for (boolean first = true; goesOn; first = false) {
                SourceLine next = lines.get(i);
                int leading = first
                        ? 0
                        : next.text.length() - next.text.stripLeading().length();
                goesOn = next.text.endsWith("\\") && i + 1 < lines.size();
                pieces.add(new Piece(text.length(), next.line(), leading + 1));
                text.append(next.text, Math.min(leading, next.text.length()), next.text.length());
                if (goesOn) {
                    text.setLength(text.length() - 1);
                    i++;
                }
            }
            joined.add(new SourceLine(text.toString(), pieces));
        }
        return joined;
    }

    /** What is wrong at this index of a whole text. */
    static MalformedSongException malformed(String text, int index, String message) {
        SourceLine last = of(text.substring(0, index)).getLast();
        return new MalformedSongException(message, last.line(), last.text.length() + 1);
    }

    /** Of its beginning. */
    int line() {
        return pieces.getFirst().line();
    }

    boolean isBlank() {
        return text.isBlank();
    }

    MalformedSongException malformed(int index, String message) {
        Piece piece = pieces.getFirst();
        for (Piece candidate : pieces) {
            if (candidate.from() <= index) {
                piece = candidate;
            }
        }
        return new MalformedSongException(message, piece.line(), piece.column() + index - piece.from());
    }
}
