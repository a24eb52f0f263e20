package dev.tutti.gateway.wire;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tutti.session.Event;
import dev.tutti.session.EventName;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The tables of names in GLOSSARY.md, held against the code. */
class GlossaryTest {
    private static final Pattern NAME = Pattern.compile("`([a-z_]+(\\.[a-z_]+)?)`");

    @Test
    void itNamesEveryEventOfTheLogAndEveryFrameAndNoOther() throws IOException {
        var expected = new TreeSet<>(WireTypes.serverFrames().keySet());
        expected.addAll(WireTypes.clientFrames().keySet());
        for (Class<?> event : Shape.recordsOf(Event.class)) {
            String name = Shape.snakeCase(event.getSimpleName()).replaceFirst("_", ".");
            assertThat(EventName.type(name)).hasValue(event.asSubclass(Event.class));
            expected.add(name);
        }

        assertThat(names()).containsExactlyInAnyOrderElementsOf(expected);
    }

    private static Set<String> names() throws IOException {
        // What stands in the first two columns; the others are routes and words.
        return Files.readAllLines(Path.of("..", "GLOSSARY.md")).stream()
                .filter(line -> line.startsWith("| "))
                .map(line -> line.substring(0, line.indexOf('|', line.indexOf('|', 1) + 1)))
                .flatMap(cells -> NAME.matcher(cells).results().map(match -> match.group(1)))
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
