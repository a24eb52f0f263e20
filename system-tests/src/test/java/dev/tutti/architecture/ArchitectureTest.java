package dev.tutti.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Which module may see which (ARCHITECTURE.md); the compiler's class path alone would let too much through. */
class ArchitectureTest {
    private static final JavaClasses HUB = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("dev.tutti");

    private static final Map<String, List<String>> MAY_SEE = Map.of(
            "foundation", List.of(),
            "session", List.of("foundation"),
            "journal", List.of("session", "foundation"),
            "wire", List.of("foundation"),
            "cluster", List.of("wire", "session", "foundation"),
            "audio", List.of("foundation"),
            "rtp", List.of("foundation"),
            "media", List.of("rtp", "foundation"),
            "gateway", List.of("session", "media", "foundation"));

    private static final List<String> FEATURES = List.of(
            "channels", "invites", "lifecycle", "roster", "settings", "floor", "slots", "setlist", "tempo", "cues");

    private static final Pattern MODULE = Pattern.compile("\\bdev\\.tutti\\.([a-z]+)\\.");

    /** What speaks HTTP, or renders it: the gateway's business. */
    private static final String[] HTTP = {"io.javalin..", "org.eclipse.jetty..", "jakarta.servlet..", "com.sun.net.."};

    @Test
    void everyModuleSeesOnlyWhatItMay() {
        MAY_SEE.forEach((module, others) -> {
            var hidden = List.of(
                            "foundation",
                            "session",
                            "journal",
                            "wire",
                            "cluster",
                            "audio",
                            "rtp",
                            "media",
                            "gateway",
                            "node",
                            "simulator",
                            "benchmarks")
                    .stream()
                    .filter(other -> !other.equals(module) && !others.contains(other))
                    .map(other -> "dev.tutti." + other + "..")
                    .toArray(String[]::new);
            noClasses()
                    .that()
                    .resideInAPackage("dev.tutti." + module + "..")
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage(hidden)
                    .allowEmptyShould(true)
                    .check(HUB);
        });
    }

    @Test
    void nothingButTheGatewayAndTheNodeKnowsHttp() {
        noClasses()
                .that()
                .resideOutsideOfPackages("dev.tutti.gateway..", "dev.tutti.node..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(HTTP)
                .check(HUB);
    }

    @Test
    void featuresOfASessionDoNotSeeEachOther() {
        slices().matching("dev.tutti.session.(" + String.join("|", FEATURES) + ")..")
                .should()
                .notDependOnEachOther()
                .allowEmptyShould(true)
                .check(HUB);
    }

    /** A setlist carries copies of songs, and a tempo has a song's signature; a song knows nothing of a session. */
    @Test
    void songsAreSeenByThoseWhoPlayThemAndSeeNobody() {
        var others = FEATURES.stream()
                .map(feature -> "dev.tutti.session." + feature + "..")
                .toArray(String[]::new);
        var strangers = FEATURES.stream()
                .filter(feature -> !feature.equals("setlist") && !feature.equals("tempo"))
                .map(feature -> "dev.tutti.session." + feature + "..")
                .toArray(String[]::new);
        noClasses()
                .that()
                .resideInAPackage("dev.tutti.session.songs..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(others)
                .check(HUB);
        noClasses()
                .that()
                .resideInAnyPackage(strangers)
                .should()
                .dependOnClassesThat()
                .resideInAPackage("dev.tutti.session.songs..")
                .check(HUB);
    }

    /** They are not on this class path, so their sources are read; the benchmarks run the hub as a process. */
    @Test
    void simulatorAndBenchmarksSeeOnlyWhatTheyMay() throws IOException {
        assertThat(seenBy("simulator"))
                .contains("session")
                .isSubsetOf("foundation", "session", "journal", "wire", "cluster");
        assertThat(seenBy("benchmarks"))
                .contains("media")
                .isSubsetOf("foundation", "session", "journal", "wire", "rtp", "media", "gateway");
    }

    /** Which other modules the sources of one name, in imports or in full. */
    private static Set<String> seenBy(String module) throws IOException {
        var seen = new TreeSet<String>();
        try (var files = Files.walk(Path.of("..", module, "src"))) {
            for (Path file :
                    files.filter(one -> one.toString().endsWith(".java")).toList()) {
                var names = MODULE.matcher(Files.readString(file));
                while (names.find()) {
                    seen.add(names.group(1));
                }
            }
        }
        seen.remove(module);
        return seen;
    }

    @Test
    void theDomainKnowsNoFileNoSocketAndNoLog() {
        noClasses()
                .that()
                .resideInAPackage("dev.tutti.session..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "java.nio.file..", "java.nio.channels..", "java.net..", "java.sql..", "tools.jackson..")
                .check(HUB);
    }

    @Test
    void foreignMemoryStaysInOnePackage() {
        var users = HUB.stream()
                .filter(one -> one.getDirectDependenciesFromSelf().stream()
                        .anyMatch(use -> use.getTargetClass().getPackageName().startsWith("java.lang.foreign")))
                .map(one -> one.getPackageName())
                .distinct()
                .toList();
        assertThat(users).containsExactly("dev.tutti.media.foreign");
    }

    @Test
    void everyClassLivesInAModulesPackage() {
        classes()
                .should()
                .resideInAnyPackage(
                        "dev.tutti.foundation..",
                        "dev.tutti.session..",
                        "dev.tutti.journal..",
                        "dev.tutti.wire..",
                        "dev.tutti.cluster..",
                        "dev.tutti.audio..",
                        "dev.tutti.rtp..",
                        "dev.tutti.media..",
                        "dev.tutti.gateway..",
                        "dev.tutti.node..")
                .check(HUB);
        assertThat(HUB.size()).isGreaterThan(100);
    }
}
