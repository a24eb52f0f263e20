package dev.tutti.session.songs.format;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A ChordPro directive: {@code {name-selector: value}}.
 *
 * @param name in full and in small letters, whatever short form was written
 * @param selector empty when it holds for everybody
 * @param negated whether the selector says for whom it does not hold
 * @param index of its brace in the line
 */
record Directive(String name, String selector, boolean negated, String value, int index) {
    private static final Pattern FORM = Pattern.compile(
            "\\s*([+!]?[\\p{L}\\p{N}_.]+)(?:-([\\p{L}\\p{N}_.]+?))?(!?)(?:\\s*:|\\s|$)(.*)", Pattern.DOTALL);
    private static final Pattern ATTRIBUTE =
            Pattern.compile("([\\w-]+)\\s*=\\s*(?:\"([^\"]*)\"|'([^']*)'|([^\\s\"']+))");

    private static final Map<String, String> SHORT = Map.ofEntries(
            Map.entry("t", "title"),
            Map.entry("st", "subtitle"),
            Map.entry("su", "subtitle"),
            Map.entry("c", "comment"),
            Map.entry("ci", "comment_italic"),
            Map.entry("cb", "comment_box"),
            Map.entry("highlight", "comment"),
            Map.entry("soc", "start_of_chorus"),
            Map.entry("eoc", "end_of_chorus"),
            Map.entry("sov", "start_of_verse"),
            Map.entry("eov", "end_of_verse"),
            Map.entry("sob", "start_of_bridge"),
            Map.entry("eob", "end_of_bridge"),
            Map.entry("sot", "start_of_tab"),
            Map.entry("eot", "end_of_tab"),
            Map.entry("sog", "start_of_grid"),
            Map.entry("eog", "end_of_grid"),
            Map.entry("ns", "new_song"),
            Map.entry("chor", "chorus"));

    /** The directive whose content, between the braces, this is. */
    static Directive of(String content, int index) {
        Matcher matcher = FORM.matcher(content);
        if (!matcher.matches()) {
            return new Directive("", "", false, content.strip(), index);
        }
        String name = matcher.group(1).toLowerCase(Locale.ROOT);
        String selector = matcher.group(2) == null ? "" : matcher.group(2);
        return new Directive(
                SHORT.getOrDefault(name, name),
                selector,
                matcher.group(3).equals("!"),
                matcher.group(4).strip(),
                index);
    }

    boolean isSelective() {
        return !selector.isEmpty() && !negated;
    }

    /** {@code label="Verse 1"} and the like; empty for a value without any. */
    Map<String, String> attributes() {
        var attributes = new HashMap<String, String>();
        Matcher matcher = ATTRIBUTE.matcher(value);
        int at = 0;
        while (at < value.length()
                && matcher.find(at)
                && value.substring(at, matcher.start()).isBlank()) {
            String quoted = matcher.group(2) != null ? matcher.group(2) : matcher.group(3);
            attributes.put(matcher.group(1).toLowerCase(Locale.ROOT), quoted != null ? quoted : matcher.group(4));
            at = matcher.end();
        }
        return attributes;
    }

    /** The value without the quotes that may stand around it. */
    String plainValue() {
        boolean isQuoted = value.length() >= 2
                && (value.charAt(0) == '"' || value.charAt(0) == '\'')
                && value.charAt(value.length() - 1) == value.charAt(0);
        return isQuoted ? value.substring(1, value.length() - 1) : value;
    }
}
