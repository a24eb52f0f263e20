package dev.tutti.session.songs;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class SongRulesTest {
    private static SongDraft song(String title, @Nullable String key, @Nullable Double bpm, Chart chart) {
        return new SongDraft(title, null, key, bpm, null, null, "", chart);
    }

    private static Chart chart(Section... sections) {
        return new Chart(List.of(sections), null);
    }

    private static Section section(String id, Line... lines) {
        return new Section(id, SectionKind.VERSE, "Verse", List.of(lines));
    }

    private static Line words(String text) {
        return new Line(LineKind.LYRICS, List.of(new Part(null, text)));
    }

    private static String fault(SongDraft song) {
        return SongRules.check(song).map(SongRules.Fault::field).orElse("");
    }

    @Test
    void aTitleIsEnough() {
        assertThat(SongRules.check(SongDraft.titled("Molly Malone"))).isEmpty();
        assertThat(fault(SongDraft.titled(""))).isEqualTo("title");
        assertThat(fault(SongDraft.titled("x".repeat(200)))).isEmpty();
        assertThat(fault(SongDraft.titled("x".repeat(201)))).isEqualTo("title");
        assertThat(fault(SongDraft.titled("a\u0000b"))).isEqualTo("title");
    }

    @Test
    void keysAreLettersWithAnAccidentalAndAnMForMinor() {
        for (String key : List.of("C", "F#", "Bb", "Em", "C#m")) {
            assertThat(fault(song("x", key, null, Chart.EMPTY))).isEmpty();
        }
        for (String key : List.of("H", "c", "Cis", "Bb minor", "")) {
            assertThat(fault(song("x", key, null, Chart.EMPTY))).isEqualTo("key");
        }
    }

    @Test
    void tempoIsFrom30To260() {
        assertThat(fault(song("x", null, 30.0, Chart.EMPTY))).isEmpty();
        assertThat(fault(song("x", null, 260.0, Chart.EMPTY))).isEmpty();
        assertThat(fault(song("x", null, 29.99, Chart.EMPTY))).isEqualTo("bpm");
        assertThat(fault(song("x", null, 260.01, Chart.EMPTY))).isEqualTo("bpm");
        assertThat(fault(song("x", null, Double.NaN, Chart.EMPTY))).isEqualTo("bpm");
    }

    @Test
    void aChartIsBoundedInBytesSectionsAndLines() {
        Line kilobyte = words("x".repeat(1_000));
        assertThat(fault(song(
                        "x",
                        null,
                        null,
                        chart(section("v", Collections.nCopies(65, kilobyte).toArray(Line[]::new))))))
                .isEmpty();
        assertThat(fault(song(
                        "x",
                        null,
                        null,
                        chart(section("v", Collections.nCopies(66, kilobyte).toArray(Line[]::new))))))
                .isEqualTo("chart");
        assertThat(fault(song(
                        "x",
                        null,
                        null,
                        chart(section(
                                "v", Collections.nCopies(2_001, words("x")).toArray(Line[]::new))))))
                .isEqualTo("chart");
        assertThat(fault(song("x", null, null, new Chart(Collections.nCopies(201, section("v")), null))))
                .isEqualTo("chart");
        assertThat(fault(song("x", null, null, chart(section("v", words("x".repeat(1_001)))))))
                .isEqualTo("chart");
    }

    @Test
    void sectionsAreToldApartByTheirIds() {
        assertThat(fault(song("x", null, null, chart(section("v1"), section("v2")))))
                .isEmpty();
        assertThat(fault(song("x", null, null, chart(section("v1"), section("v1")))))
                .isEqualTo("chart");
    }
}
