package dev.tutti.node.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class OperatingDocTest {
    @Test
    void theTableOfSettingsIsTheListOfSettings() throws Exception {
        // The module's folder is where its tests run.
        var rows = Files.readAllLines(Path.of("..", "docs", "operating.md")).stream()
                .filter(line -> line.startsWith("| `"))
                .toList();

        assertThat(rows)
                .containsExactlyElementsOf(
                        Settings.ALL.stream().map(OperatingDocTest::row).toList());
    }

    private static String row(Setting<?> setting) {
        String fallback = setting.fallback().isEmpty() ? "" : "`" + setting.fallback() + "` ";
        return "| `%s` | %s| %s |".formatted(setting.key(), fallback, setting.help());
    }
}
