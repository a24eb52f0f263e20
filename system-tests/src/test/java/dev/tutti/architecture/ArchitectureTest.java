package dev.tutti.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.List;
import java.util.Map;
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
            "rtp", List.of("foundation"),
            "media", List.of("rtp", "foundation"),
            "gateway", List.of("session", "media", "foundation"));

    /** What speaks HTTP, or renders it: the gateway's business. */
    private static final String[] HTTP = {"io.javalin..", "org.eclipse.jetty..", "jakarta.servlet..", "com.sun.net.."};

    @Test
    void everyModuleSeesOnlyWhatItMay() {
        MAY_SEE.forEach((module, others) -> {
            var hidden = List.of(
                            "foundation",
                            "session",
                            "journal",
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
        slices().matching(
                        "dev.tutti.session.(channels|invites|lifecycle|roster|settings|floor|slots|setlist|tempo|cues)")
                .should()
                .notDependOnEachOther()
                .allowEmptyShould(true)
                .check(HUB);
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
        assertThat(users).hasSizeLessThanOrEqualTo(1);
    }

    @Test
    void everyClassLivesInAModulesPackage() {
        classes()
                .should()
                .resideInAnyPackage(
                        "dev.tutti.foundation..",
                        "dev.tutti.session..",
                        "dev.tutti.journal..",
                        "dev.tutti.rtp..",
                        "dev.tutti.media..",
                        "dev.tutti.gateway..",
                        "dev.tutti.node..")
                .check(HUB);
        assertThat(HUB.size()).isGreaterThan(100);
    }
}
