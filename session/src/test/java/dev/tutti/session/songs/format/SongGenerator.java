package dev.tutti.session.songs.format;

import dev.tutti.session.songs.Chart;
import dev.tutti.session.songs.Line;
import dev.tutti.session.songs.LineKind;
import dev.tutti.session.songs.Part;
import dev.tutti.session.songs.Section;
import dev.tutti.session.songs.SectionKind;
import dev.tutti.session.songs.SongDraft;
import dev.tutti.session.songs.TimeSignature;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Songs from a seed, whose texts are full of what means something in a format. */
final class SongGenerator {
    private static final List<String> CHORDS = List.of(
            "C", "Dm7", "F#m", "Bb/D", "Gsus4", "A7(b9)", "Cmaj7", "E", "N.C.", "*Rit.", "(G)", "C6/9", "1", "IV",
            "Bm7b5", "F#");
    private static final List<String> WORDS = List.of(
            "grace",
            "sweet",
            "{c: x}",
            "[Am]",
            "<b>",
            "&amp;",
            "%{key}",
            "\\u0041",
            "#one",
            "Chorus",
            "Ünïcødé",
            "🎵",
            "\\",
            "a",
            "“quoted”",
            "'tis",
            "\"so\"",
            "]",
            "}",
            "x=\"y\"",
            "//",
            "Verse 2",
            "A",
            "it's",
            "--",
            "|",
            "Key: X",
            "Title: y");
    private static final List<String> LABELS = List.of(
            "Verse 1",
            "Verse 2",
            "Chorus",
            "Bridge",
            "My own",
            "Verse 1 (all)",
            "a=\"b\"",
            "Pre-chorus",
            "",
            "{x}",
            "Fin \\ & <b>");
    private static final List<String> NOTES = List.of(
            "Copyright: 1990 Me & You",
            "CCLI number: 123",
            "Capo after verse 2",
            "Composer: A. Nonymous",
            "Theme: Hope",
            "{odd}",
            "Also called: Other",
            "Duration is long",
            "Lyricist: W",
            "Year: 1779",
            "Subtitle: sub",
            "mood: quiet",
            "Tag: t");

    private final Random random;
    private final Set<String> ids = new HashSet<>();

    SongGenerator(Random random) {
        this.random = random;
    }

    SongDraft song() {
        String chartKey = random.nextBoolean() ? pick(List.of("C", "D", "Eb", "F#m", "Bbm")) : null;
        String key = random.nextInt(3) > 0 ? chartKey : pick(List.of("E", "G", "Am"));
        return new SongDraft(
                words(3),
                random.nextBoolean() ? "Somebody & Co" : null,
                key,
                random.nextBoolean() ? 30 + random.nextInt(460) / 2.0 : null,
                random.nextBoolean() ? pick(List.of(TimeSignature.values())) : null,
                random.nextBoolean() ? 1 + random.nextInt(9000) : null,
                notes(),
                chart(chartKey));
    }

    private String notes() {
        var lines = new ArrayList<String>();
        for (int i = random.nextInt(4); i > 0; i--) {
            lines.add(pick(NOTES));
        }
        return String.join("\n", lines);
    }

    private Chart chart(@Nullable String key) {
        var sections = new ArrayList<Section>();
        for (int i = 1 + random.nextInt(5); i > 0; i--) {
            if (!sections.isEmpty() && random.nextInt(4) == 0) {
                Section again = pick(sections);
                sections.add(new Section(SectionIds.free(again.id(), ids), again.kind(), again.label(), again.lines()));
            } else {
                sections.add(section());
            }
        }
        return new Chart(sections, key);
    }

    private Section section() {
        String label = pick(LABELS);
        SectionKind kind =
                random.nextBoolean() ? Heading.kindOf(label, SectionKind.OTHER) : pick(List.of(SectionKind.values()));
        String id =
                SectionIds.free(random.nextInt(3) > 0 ? SectionIds.of(kind, label) : "own" + random.nextInt(5), ids);
        var lines = new ArrayList<Line>();
        lines.add(lyrics());
        for (int i = random.nextInt(6); i > 0; i--) {
            lines.add(line());
        }
        lines.add(lyrics());
        return new Section(id, kind, label, lines);
    }

    private Line line() {
        return switch (random.nextInt(8)) {
            case 0 -> new Line(LineKind.COMMENT, List.of(new Part(null, words(2))));
            case 1 -> new Line(LineKind.TAB, List.of(new Part(null, "e|--0--[2]--{x}--")));
            case 2 ->
                new Line(LineKind.TAB, List.of(new Part(null, "| "), new Part("A", " . | "), new Part("D/F#", " . |")));
            case 3 -> new Line(LineKind.LYRICS, List.of());
            default -> lyrics();
        };
    }

    private Line lyrics() {
        var parts = new ArrayList<Part>();
        int count = 1 + random.nextInt(4);
        for (int i = 0; i < count; i++) {
            boolean isLast = i == count - 1;
            boolean hasChord = i > 0 || random.nextBoolean();
            String text =
                    hasChord && random.nextInt(5) == 0 ? "" : words(2) + (isLast || random.nextBoolean() ? "" : " ");
            parts.add(new Part(hasChord ? pick(CHORDS) : null, text));
        }
        return new Line(LineKind.LYRICS, parts);
    }

    private String words(int max) {
        var words = new ArrayList<String>();
        for (int i = 1 + random.nextInt(max); i > 0; i--) {
            words.add(pick(WORDS));
        }
        return String.join(" ", words);
    }

    private <T> T pick(List<T> list) {
        return list.get(random.nextInt(list.size()));
    }
}
