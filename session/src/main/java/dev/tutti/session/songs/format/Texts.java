package dev.tutti.session.songs.format;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Text as charts keep it: no control characters, no halves of characters, nothing too long. */
final class Texts {
    private static final Pattern ESCAPE = Pattern.compile("\\\\u(?:([0-9A-Fa-f]{4})|\\{([0-9A-Fa-f]{1,6})\\})");

    private Texts() {}

    /** Without control characters, lone surrogates and what is no character; tabs and line ends become spaces. */
    static String clean(String text) {
        if (text.chars()
                .noneMatch(c -> c < ' ' || (c >= 0x7F && c < 0xA0) || (c >= 0xD800 && c <= 0xDFFF) || c >= 0xFFFE)) {
            return text;
        }
        var clean = new StringBuilder(text.length());
        text.codePoints().forEach(c -> {
            if (c == '\t' || c == '\n' || c == '\r') {
                clean.append(' ');
            } else if ((c >= 0xD800 && c <= 0xDFFF) || (c & 0xFFFE) == 0xFFFE) {
                clean.append('\uFFFD');
            } else if (!Character.isISOControl(c)) {
                clean.appendCodePoint(c);
            }
        });
        return clean.toString();
    }

    /** At most so many characters, never half of one. */
    static String cut(String text, int max) {
        if (text.length() <= max) {
            return text;
        }
        return text.substring(0, Character.isHighSurrogate(text.charAt(max - 1)) ? max - 1 : max);
    }

    static String unescape(String text) {
        if (!text.contains("\\u")) {
            return text;
        }
        Matcher matcher = ESCAPE.matcher(text);
        var plain = new StringBuilder();
        while (matcher.find()) {
            int code = Integer.parseInt(matcher.group(1) == null ? matcher.group(2) : matcher.group(1), 16);
            String character = code > Character.MAX_CODE_POINT ? matcher.group() : Character.toString(code);
            matcher.appendReplacement(plain, Matcher.quoteReplacement(character));
        }
        return matcher.appendTail(plain).toString();
    }

    static String escape(char c) {
        return String.format("\\u%04x", (int) c);
    }
}
