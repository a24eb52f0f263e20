package dev.tutti.session.songs;

/** Text that is not in the format it should be in; line and column count from 1. */
public final class MalformedSongException extends Exception {
    private static final long serialVersionUID = 1L;

    private final int line;
    private final int column;

    public MalformedSongException(String message, int line, int column) {
        super(message);
        this.line = line;
        this.column = column;
    }

    public int line() {
        return line;
    }

    public int column() {
        return column;
    }
}
