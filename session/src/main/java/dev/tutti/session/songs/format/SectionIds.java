package dev.tutti.session.songs.format;

import dev.tutti.session.songs.Section;
import dev.tutti.session.songs.SectionKind;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Ids of sections: the short names of OpenLyrics, made from the label, so that they stay when a chart is edited. */
final class SectionIds {
    static final Map<SectionKind, String> LETTERS = Map.of(
            SectionKind.VERSE, "v",
            SectionKind.CHORUS, "c",
            SectionKind.BRIDGE, "b",
            SectionKind.PRE_CHORUS, "p",
            SectionKind.INTRO, "i",
            SectionKind.OUTRO, "e",
            SectionKind.INTERLUDE, "m",
            SectionKind.TAG, "t",
            SectionKind.INSTRUMENTAL, "s",
            SectionKind.OTHER, "o");

    private static final Pattern NUMBER = Pattern.compile("\\p{L}[ .]*(\\d{1,2}[a-z]?)\\b");

    private SectionIds() {}

    static String of(SectionKind kind, String label) {
        Matcher number = NUMBER.matcher(label.toLowerCase(Locale.ROOT));
        return LETTERS.get(kind) + (number.find() ? number.group(1) : "");
    }

    /** This id, or with -2, -3 … behind it when it is taken; taken from now on. */
    static String free(String wanted, Set<String> taken) {
        String word = wanted.replaceAll("[^\\p{L}\\p{N}_.-]", "_");
        String base = Texts.cut(word, Section.MAX_ID_LENGTH - 5);
        String id = base;
        for (int n = 2; !taken.add(id); n++) {
            id = base + "-" + n;
        }
        return id;
    }
}
