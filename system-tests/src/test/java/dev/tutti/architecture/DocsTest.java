package dev.tutti.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tutti.architecture.SourceTree.Source;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What the documents name is there: files, types, commands, and the figures that a command prints. */
class DocsTest {
    private static final List<Source> SOURCES = SourceTree.sources();
    private static final List<Source> DOCS =
            SOURCES.stream().filter(source -> source.path().endsWith(".md")).toList();

    /** {@code gateway/http/RouteAdapter} and {@code tests/click.test.ts}, but no address and no folder. */
    private static final Pattern FILE =
            Pattern.compile("`((?:[\\w-]+/)+(?:[A-Z][a-z]\\w+|[\\w.-]+\\.(?:java|tsx?|js|c|sh|md)))(?:\\.[a-z]\\w*)?`");

    private static final Pattern TYPE = Pattern.compile("`([A-Z][a-z]+(?:[A-Z][a-z]+)+)(?:\\.[a-z]\\w*)?`");
    /** The feature folders of the modules that have some. */
    private static final Pattern PACKAGE =
            Pattern.compile("(gateway|media|session)/src/main/java/dev/tutti/[a-z]+/([a-z]+)/[^/]+");

    private static final Pattern LINK = Pattern.compile("]\\(([^)#:]+)(?:#[^)]*)?\\)|(?:src|href)=\"([^\":]+)\"");
    private static final Pattern COMMAND = Pattern.compile("\\./dev ([a-z]+)(?: ([a-z]+))?(?![a-z|])");
    private static final Pattern FIGURE = Pattern.compile("`([a-z]+(?:_[a-z0-9]+)+)`");

    @Test
    void theFilesTheyNameAreThere() {
        assertThat(faults(DOCS, FILE, name -> paths().anyMatch(path -> names(path, name))))
                .isEmpty();
    }

    private static Stream<String> paths() {
        return SOURCES.stream().map(source -> "/" + source.path());
    }

    /** A type is named without its ending. */
    private static boolean names(String path, String name) {
        return path.endsWith("/" + name) || path.endsWith("/" + name + ".java");
    }

    @Test
    void theTypesOfTheArchitectureAreThere() {
        assertThat(faults(List.of(doc("ARCHITECTURE.md")), TYPE, type -> paths().anyMatch(path -> names(path, type))))
                .isEmpty();
    }

    @Test
    void theTreeOfTheArchitectureNamesEveryPackage() {
        var words = doc("ARCHITECTURE.md").lines().stream()
                .flatMap(line -> Stream.of(line.split("[^a-z]+", -1)))
                .toList();
        var unnamed = SOURCES.stream()
                .map(source -> PACKAGE.matcher(source.path()))
                .filter(Matcher::matches)
                .map(folder -> folder.group(1) + " " + folder.group(2))
                .distinct()
                .filter(folder -> !words.contains(folder.substring(folder.indexOf(' ') + 1)))
                .toList();
        assertThat(unnamed).isEmpty();
    }

    @Test
    void theirLinksLeadSomewhere() {
        var broken = new ArrayList<String>();
        for (var doc : DOCS) {
            var file = SourceTree.root().resolve(doc.path());
            for (var link : matches(doc, LINK)) {
                String target = link.group(1) == null ? link.group(2) : link.group(1);
                if (!Files.exists(file.resolveSibling(target))) {
                    broken.add(doc.path() + ": " + target);
                }
            }
        }
        assertThat(broken).isEmpty();
    }

    @Test
    void theCommandsTheyNameAreThere() throws IOException {
        String usage = Files.readString(SourceTree.root().resolve("dev"))
                + Files.readString(SourceTree.root().resolve("scripts/bench.sh"))
                + Files.readString(SourceTree.root().resolve("scripts/test.sh"));
        var unknown = new ArrayList<String>();
        for (var doc : DOCS) {
            for (var command : matches(doc, COMMAND)) {
                boolean parts = List.of("bench", "test").contains(command.group(1)) && command.group(2) != null;
                String word = parts ? command.group(2) : command.group(1);
                if (!Pattern.compile("(?<![a-z])" + word + "(?![a-z])")
                        .matcher(usage)
                        .find()) {
                    unknown.add(doc.path() + ": " + command.group());
                }
            }
        }
        assertThat(unknown).isEmpty();
    }

    @Test
    void everyPromiseIsAFigureThatSomethingPrints() {
        Collection<Source> printers = SOURCES.stream()
                .filter(source -> source.path().matches("(benchmarks|system-tests)/.*\\.(java|ts)"))
                .toList();
        assertThat(faults(
                        List.of(doc("docs/slo.md")),
                        FIGURE,
                        figure -> printers.stream()
                                .flatMap(source -> source.lines().stream())
                                .anyMatch(line -> line.contains(figure))))
                .isEmpty();
    }

    private static Source doc(String path) {
        return DOCS.stream()
                .filter(source -> source.path().equals(path))
                .findFirst()
                .orElseThrow();
    }

    private static List<String> faults(Collection<Source> docs, Pattern names, Predicate<String> known) {
        var faults = new ArrayList<String>();
        for (var doc : docs) {
            matches(doc, names).stream()
                    .map(match -> match.group(1))
                    .filter(known.negate())
                    .forEach(name -> faults.add(doc.path() + ": " + name));
        }
        return faults;
    }

    private static List<MatchResult> matches(Source doc, Pattern pattern) {
        return doc.lines().stream()
                .flatMap(line -> pattern.matcher(line).results())
                .toList();
    }
}
