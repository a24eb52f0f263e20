package dev.tutti.session.songs.format;

import dev.tutti.session.songs.MalformedSongException;
import dev.tutti.session.songs.SongFormat;
import java.util.regex.Pattern;

/** Refuses what is certainly no song, by what stands in it: files of other programs, and what is no text at all. */
final class ForeignText {
    private static final int HEAD_LENGTH = 1_000;
    private static final Pattern HTML =
            Pattern.compile("(?i)(?:<\\?xml[^>]{0,200}\\?>\\s*)?<(?:!doctype\\s+html|html|head|body)\\b");
    /** A directive of ChordPro begins with a letter, a chord in brackets with none of these. */
    private static final Pattern JSON = Pattern.compile("\\{\\s*\"|\\[\\s*(?:\\{\\s*\"|\"[^\"]*\"\\s*,)");
    /** Control characters that editors leave in text: tab, ends of lines, pages and files. */
    private static final String OF_TEXT = "\t\n\u000B\f\r\u001A";

    private static final int STRAY_CONTROLS = 3;
    private static final int CHARACTERS_A_CONTROL = 20;

    private ForeignText() {}

    static void refuse(String text, SongFormat format) throws MalformedSongException {
        int binary = binaryAt(text);
        if (binary >= 0) {
            throw SourceLine.malformed(text, binary, "This is no text. Choose a file of text, saved as UTF-8.");
        }
        int begin =
                text.length() - text.replaceFirst("^\uFEFF", "").stripLeading().length();
        String what = kind(text.substring(begin, Math.min(text.length(), begin + HEAD_LENGTH)), format);
        if (!what.isEmpty()) {
            throw SourceLine.malformed(text, begin, what);
        }
        if (text.codePoints().noneMatch(Character::isLetterOrDigit)) {
            throw SourceLine.malformed(
                    text, begin, "There is no word and no chord in this text. Paste a song, or choose another file.");
        }
    }

    /** What this is instead of a song, and what to do; empty for what may be one. */
    private static String kind(String head, SongFormat format) {
        if (head.startsWith("%PDF") || head.startsWith("%!PS")) {
            return "This is a PDF, which has no lines of text to read. Copy its words and paste them.";
        }
        if (head.startsWith("{\\rtf")) {
            return "This is rich text. Save it as plain text, and import that.";
        }
        if (HTML.matcher(head).lookingAt()) {
            return "This is a web page. Copy the song out of it and paste that.";
        }
        if (JSON.matcher(head).lookingAt()) {
            return "This is JSON, the data of a program. Import ChordPro, OpenLyrics or plain text.";
        }
        if (format != SongFormat.OPENLYRICS && head.startsWith("<?xml")) {
            return "This is XML. Choose OpenLyrics as its format, or leave the format to be found out.";
        }
        return "";
    }

    /** Where it stops being text; below 0 when it does not. Single control characters are slips, not a file's kind. */
    private static int binaryAt(String text) {
        int first = -1;
        int controls = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == 0) {
                return i;
            }
            if (c < ' ' && OF_TEXT.indexOf(c) < 0) {
                first = first < 0 ? i : first;
                controls++;
            }
        }
        return controls > STRAY_CONTROLS && controls > text.length() / CHARACTERS_A_CONTROL ? first : -1;
    }
}
