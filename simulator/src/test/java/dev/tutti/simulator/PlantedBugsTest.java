package dev.tutti.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.function.ToIntFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.provider.EnumSource;

/** The list of all planted bugs in docs/simulator.md, and that each of them has a test that catches it. */
class PlantedBugsTest {
    private static final Path DOCUMENT = Path.of("../docs/simulator.md");
    private static final int WANTED = 24;

    /** @param number the one of cluster.md */
    private record Row(int number, String bug, String world) {
        String text() {
            return "| %d | %s | `%s` |"
                    .formatted(number, bug.toLowerCase(Locale.ROOT).replace('_', ' '), world);
        }
    }

    /** Of each test class that plants bugs: whatever its test is run with. */
    private static <E extends Enum<E>> List<Row> planted(Class<?> test, Class<E> bugs, ToIntFunction<E> number) {
        EnumSource source = Arrays.stream(test.getDeclaredMethods())
                .filter(method -> method.isAnnotationPresent(EnumSource.class))
                .findFirst()
                .orElseThrow()
                .getAnnotation(EnumSource.class);
        List<String> named = List.of(source.names());
        boolean excluded = source.mode() == EnumSource.Mode.EXCLUDE;
        return Arrays.stream(bugs.getEnumConstants())
                .filter(bug -> named.contains(bug.name()) != excluded)
                .map(bug -> new Row(number.applyAsInt(bug), bug.name(), test.getSimpleName()))
                .toList();
    }

    private static List<Row> rows() {
        return Stream.of(
                        planted(ClusterWorldTest.class, PlantedElectionBug.class, PlantedElectionBug::number),
                        planted(ClusterFloorTest.class, PlantedClusterFloorBug.class, PlantedClusterFloorBug::number),
                        planted(FloorWorldTest.class, PlantedFloorBug.class, PlantedFloorBug::number),
                        planted(LogWorldTest.class, PlantedLogBug.class, PlantedLogBug::number),
                        planted(ReplicationWorldTest.class, PlantedLogBug.class, PlantedLogBug::number))
                .flatMap(List::stream)
                .sorted(Comparator.comparingInt(Row::number)
                        .thenComparing(Row::bug)
                        .thenComparing(Row::world))
                .toList();
    }

    @Test
    void theDocumentListsEveryPlantedBugAndTheTestThatCatchesIt() throws IOException {
        List<String> listed = Files.readAllLines(DOCUMENT).stream()
                .filter(line -> line.matches("\\| \\d+ \\|.*"))
                .toList();
        assertThat(listed)
                .as(
                        "docs/simulator.md should list:%n%s",
                        rows().stream().map(Row::text).collect(Collectors.joining("\n")))
                .containsExactlyElementsOf(rows().stream().map(Row::text).toList());
    }

    @Test
    void everyBugThatCanBePlantedIsPlantedByATest() {
        var all = new ArrayList<String>();
        Stream.of(
                        PlantedElectionBug.values(),
                        PlantedClusterFloorBug.values(),
                        PlantedFloorBug.values(),
                        PlantedLogBug.values())
                .flatMap(Arrays::stream)
                .map(bug -> ((Enum<?>) bug).name())
                .filter(name -> !name.equals("NONE"))
                .forEach(all::add);

        assertThat(rows().stream().map(Row::bug).collect(Collectors.toSet())).containsExactlyInAnyOrderElementsOf(all);
        assertThat(rows().stream().map(Row::number).distinct().count()).isGreaterThanOrEqualTo(WANTED);
    }
}
