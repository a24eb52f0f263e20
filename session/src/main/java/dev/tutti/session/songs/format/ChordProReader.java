package dev.tutti.session.songs.format;

import dev.tutti.session.songs.MalformedSongException;
import dev.tutti.session.songs.SongDraft;
import dev.tutti.session.songs.SongFormats;
import dev.tutti.session.songs.SongImport;
import java.util.ArrayList;
import java.util.regex.Pattern;

/** Reads ChordPro 6: one or several songs a file; what it does not know is named in a warning. */
final class ChordProReader {
    private static final Pattern DIRECTIVES = Pattern.compile("\\}\\s*\\{");

    private final Warnings warnings = new Warnings();
    private final ArrayList<SongDraft> songs = new ArrayList<>();
    private final String fallbackTitle;
    private ChordProSong song;

    private ChordProReader(String fallbackTitle) {
        this.fallbackTitle = fallbackTitle;
        song = new ChordProSong(warnings);
    }

    static SongImport read(String text, String fallbackTitle) throws MalformedSongException {
        var reader = new ChordProReader(fallbackTitle);
        for (SourceLine line : SourceLine.joined(SourceLine.of(text))) {
            reader.line(line);
        }
        reader.finish();
        if (reader.songs.isEmpty()) {
            throw new MalformedSongException("There is no song in this text.", 1, 1);
        }
        return new SongImport(reader.songs, reader.warnings.all());
    }

    private void line(SourceLine line) throws MalformedSongException {
        song.at(line);
        String text = line.text();
        if (song.isForOthers()) {
            song.skip(line);
        } else if (text.startsWith("#")) {
            song.remark(text);
        } else if (text.stripLeading().startsWith("{")) {
            directives(line);
        } else {
            song.text(line, 0);
        }
    }

    private void directives(SourceLine line) throws MalformedSongException {
        String text = line.text();
        int at = indent(text, 0);
        while (at < text.length()) {
            if (text.charAt(at) != '{') {
                song.text(line, at);
                return;
            }
            int close = end(text, at);
            if (close < 0 && song.isVerbatim()) {
                song.text(line, at);
                return;
            }
            if (close < 0) {
                throw line.malformed(
                        at, "The directive that begins here has no end. Put } behind it, in the same line.");
            }
            directive(line, Directive.of(text.substring(at + 1, close), at));
            at = indent(text, close + 1);
        }
    }

    private void directive(SourceLine line, Directive directive) throws MalformedSongException {
        if (directive.name().equals("new_song")) {
            finish();
            song = new ChordProSong(warnings);
            song.at(line);
        } else {
            song.directive(line, directive);
        }
    }

    private static int indent(String text, int from) {
        int at = from;
        while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
            at++;
        }
        return at;
    }

    /** A directive may hold braces of its own: when the line ends with one, all of it is the directive. */
    private static int end(String text, int open) {
        String rest = text.substring(open).stripTrailing();
        boolean isWhole = rest.endsWith("}") && !DIRECTIVES.matcher(rest).find();
        return isWhole ? open + rest.length() - 1 : ChordProText.closing(text, open);
    }

    private void finish() throws MalformedSongException {
        if (song.isEmpty()) {
            return;
        }
        if (songs.size() == SongFormats.MAX_SONGS) {
            throw new MalformedSongException(
                    "A file has at most " + SongFormats.MAX_SONGS + " songs. Import the rest from a second one.",
                    song.firstLine(),
                    1);
        }
        songs.add(song.finish(songs.isEmpty() ? fallbackTitle : ""));
    }
}
