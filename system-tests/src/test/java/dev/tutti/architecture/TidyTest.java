package dev.tutti.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tutti.architecture.SourceTree.Source;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** STYLE.md as a test; what has a reason to be an exception stands in {@code ratchet.txt} with it. */
class TidyTest {
    private static final int MAX_FILE_LINES = 400;
    private static final int MAX_METHOD_LINES = 50;
    private static final int MAX_PARAMETERS = 5;
    /** The formatter holds code at 120; this is for comments and texts, which it leaves alone. */
    private static final int MAX_COLUMNS = 145;

    private static final int MAX_PACKAGE_DOC_LINES = 20;

    private static final List<Source> SOURCES = SourceTree.sources();
    private static final JavaSizes SIZES = JavaSizes.of(
            SourceTree.root(),
            SOURCES.stream().filter(Source::isJava).map(Source::path).toList());

    private static final Pattern DRAWER =
            Pattern.compile("(?i)(^|.*/)(utils?|commons?|helpers?|managers?|impl)(/.*|\\..*)");
    private static final Pattern DRAWER_TYPE = Pattern.compile(".*(Utils?|Helpers?|Manager|Impl)\\.(java|tsx?)");

    /** Clocks and randomness come in as arguments everywhere but in {@code foundation}. */
    private static final Pattern AMBIENT = Pattern.compile(
            "System\\.(nanoTime|currentTimeMillis)|(Instant|LocalDate|LocalDateTime|OffsetDateTime|ZonedDateTime)\\.now\\("
                    + "|new (Secure|Splittable)?Random\\b|ThreadLocalRandom|Math\\.random|UUID\\.randomUUID");

    private static final Pattern SLEEP =
            Pattern.compile("Thread\\.sleep\\(|TimeUnit\\.[A-Z]+\\.sleep\\(|LockSupport\\.parkNanos\\(");
    private static final Pattern UNFINISHED = Pattern.compile("\\b(TO" + "DO|FIX" + "ME|XX" + "X)\\b");
    private static final Pattern FOCUSED = Pattern.compile("\\b(describe|test|it)\\.only\\(");
    private static final Pattern REGISTRY = Pattern.compile("repo1?\\.maven\\.|maven\\.org/|registry\\.npm|npm"
            + "js\\.|" + "deb\\.debian|pypi\\.org|\"resolved\":|<repository>|<pluginRepository>");

    @Test
    void filesAreShort() {
        var lines = new TreeMap<String, Integer>();
        SOURCES.stream()
                .filter(Source::isCode)
                .filter(source -> !isGenerated(source))
                .forEach(source -> lines.put(source.path(), source.lines().size()));
        assertThat(Ratchet.of("file").faults(lines, MAX_FILE_LINES)).isEmpty();
    }

    @Test
    void methodsAreShort() {
        assertThat(Ratchet.of("method").faults(SIZES.methodLines(), MAX_METHOD_LINES))
                .isEmpty();
        assertThat(SIZES.methodLines()).hasSizeGreaterThan(500);
    }

    @Test
    void methodsTakeFewParameters() {
        assertThat(Ratchet.of("params").faults(SIZES.parameters(), MAX_PARAMETERS))
                .isEmpty();
    }

    @Test
    void linesFitTheScreen() {
        assertNone(Source::isJava, line -> line.length() > MAX_COLUMNS && !line.contains("://"));
    }

    @Test
    void noFileIsADrawer() {
        var drawers = SOURCES.stream()
                .map(Source::path)
                .filter(path -> DRAWER.matcher(path).matches()
                        || DRAWER_TYPE.matcher(path).matches())
                .toList();
        assertThat(drawers).isEmpty();
    }

    @Test
    void clocksAndRandomnessComeFromTheFoundation() {
        assertNone(
                source -> source.isJava()
                        && !source.isTest()
                        && !source.path().startsWith("foundation/")
                        && !source.path().startsWith("benchmarks/")
                        && !source.path().startsWith("simulator/"), // seeded randomness is its subject
                AMBIENT.asPredicate());
    }

    @Test
    void testsAdvanceTheClockInsteadOfSleeping() {
        assertNone(source -> source.isJava() && source.isTest() && !isThisTest(source), SLEEP.asPredicate());
    }

    @Test
    void nothingIsLeftForLater() {
        assertNone(Source::isCode, UNFINISHED.asPredicate());
    }

    @Test
    void noTestIsFocused() {
        assertNone(Source::isTest, FOCUSED.asPredicate());
    }

    @Test
    void noFileNamesARegistry() {
        assertNone(source -> !isThisTest(source), REGISTRY.asPredicate());
    }

    @Test
    void everyPackageSaysWhatItIsForInAFewLines() {
        var folders = new TreeMap<String, Boolean>();
        var faults = new ArrayList<String>();
        for (var source : SOURCES) {
            if (source.isJava() && source.path().contains("/src/main/java/")) {
                boolean info = source.fileName().equals("package-info.java");
                folders.merge(source.path().substring(0, source.path().lastIndexOf('/')), info, Boolean::logicalOr);
                if (info) {
                    faults.addAll(packageFaults(source));
                }
            }
        }
        folders.entrySet().stream()
                .filter(folder -> !folder.getValue())
                .map(Map.Entry::getKey)
                .forEach(folder -> faults.add(folder + " has no package-info.java"));
        assertThat(faults).isEmpty();
    }

    private static List<String> packageFaults(Source source) {
        var faults = new ArrayList<String>();
        long doc = source.lines().stream()
                .filter(line -> line.startsWith("/**") || line.startsWith(" *"))
                .count();
        if (doc == 0 || doc > MAX_PACKAGE_DOC_LINES + 2) {
            faults.add("%s: %d lines of purpose".formatted(source.path(), doc));
        }
        if (!source.lines().contains("@NullMarked")) {
            faults.add(source.path() + " is not @NullMarked");
        }
        return faults;
    }

    private static void assertNone(Predicate<Source> where, Predicate<String> forbidden) {
        var faults = new ArrayList<String>();
        for (var source : SOURCES) {
            if (where.test(source)) {
                for (int i = 0; i < source.lines().size(); i++) {
                    if (forbidden.test(source.lines().get(i))) {
                        faults.add("%s:%d: %s"
                                .formatted(
                                        source.path(),
                                        i + 1,
                                        source.lines().get(i).strip()));
                    }
                }
            }
        }
        assertThat(faults).isEmpty();
    }

    private static boolean isThisTest(Source source) {
        return source.path().endsWith("architecture/TidyTest.java");
    }

    /** The wire's TypeScript is written from the Java records. */
    private static boolean isGenerated(Source source) {
        return source.path().equals("web/src/client/wire.ts");
    }
}
