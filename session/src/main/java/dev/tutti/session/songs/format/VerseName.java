package dev.tutti.session.songs.format;

import dev.tutti.session.songs.SectionKind;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the name of an OpenLyrics verse says: {@code v1} is Verse 1, {@code c} the chorus, {@code v2a} a part of Verse 2.
 *
 * @param id the name as a section has it
 */
record VerseName(String id, SectionKind kind, String label) {
    private static final Pattern SHORT = Pattern.compile("([ivpcsbmoet])(\\d{0,2})([a-z]?)");
    private static final Map<String, SectionKind> KINDS = Map.of(
            "v", SectionKind.VERSE,
            "c", SectionKind.CHORUS,
            "b", SectionKind.BRIDGE,
            "p", SectionKind.PRE_CHORUS,
            "i", SectionKind.INTRO,
            "e", SectionKind.OUTRO,
            "m", SectionKind.INTERLUDE,
            "t", SectionKind.TAG,
            "s", SectionKind.INSTRUMENTAL,
            "o", SectionKind.OTHER);

    static VerseName read(String name) {
        String id = name.strip().replaceAll("[^\\p{L}\\p{N}_.-]", "_");
        Matcher matcher = SHORT.matcher(id);
        SectionKind kind = matcher.matches() ? KINDS.get(matcher.group(1)) : null;
        if (kind != null) {
            String number = matcher.group(2) + matcher.group(3);
            return new VerseName(id, kind, Heading.nameOf(kind) + (number.isEmpty() ? "" : " " + number));
        }
        Optional<Heading> heading = Heading.read(id);
        return new VerseName(
                id,
                heading.map(Heading::kind).orElse(SectionKind.OTHER),
                heading.map(Heading::label)
                        .orElseGet(() -> Heading.cut(Heading.capitalised(id.toLowerCase(Locale.ROOT)))));
    }
}
