package dev.tutti.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.tutti.session.core.StoreException;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A journal whose folder cannot take it says so, and whose it is. */
class StartFaultsTest {
    @TempDir
    Path folder;

    private boolean mounted;

    @AfterEach
    void unmount() throws Exception {
        if (mounted) {
            run("umount", folder.toString());
        }
    }

    /** A small disk of its own at the folder; only root can make one, and not in every container. */
    private void mount(String options) throws Exception {
        mounted = run("mount", "-t", "tmpfs", "-o", options, "tmpfs", folder.toString());
        assumeTrue(mounted, "only root may mount a small disk for this test");
    }

    private static boolean run(String... command) throws IOException, InterruptedException {
        var process = new ProcessBuilder(command).redirectErrorStream(true).start();
        process.getInputStream().transferTo(OutputStream.nullOutputStream());
        return process.waitFor(30, TimeUnit.SECONDS) && process.exitValue() == 0;
    }

    @Test
    void everyFileIsForItsOwnerOnly() throws Exception {
        var directory = folder.resolve("journal");
        try (var journal = SqliteJournal.open(directory)) {
            journal.facts().put("a", new byte[] {1});
            assertThat(modes(directory)).containsOnly("rw-------").hasSizeGreaterThanOrEqualTo(4);
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(directory)))
                    .isEqualTo("rwx------");
        }
    }

    @Test
    void filesThatWereOpenToOthersAreNarrowed() throws Exception {
        SqliteJournal.open(folder).close();
        var file = folder.resolve(SqliteJournal.FILE);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
        SqliteJournal.open(folder).close();
        assertThat(modes(folder)).containsOnly("rw-------");
    }

    private static List<String> modes(Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.map(file -> {
                        try {
                            return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
                        } catch (IOException e) {
                            throw new UncheckedIOException(e);
                        }
                    })
                    .toList();
        }
    }

    @Test
    void aDiskWithoutRoomIsSaidToBeFullAndNothingIsLost() throws Exception {
        mount("size=16k");
        assertThatThrownBy(() -> SqliteJournal.open(folder.resolve("journal")))
                .isInstanceOfSatisfying(
                        StoreException.class, e -> assertThat(e.kind()).isEqualTo(StoreException.Kind.FULL))
                .hasMessageContaining("full")
                .hasMessageContaining("Make room");
        assertThat(run("mount", "-o", "remount,size=8m", folder.toString())).isTrue();
        SqliteJournal.open(folder.resolve("journal")).close();
    }

    @Test
    void aDiskThatIsReadOnlyIsNamed() throws Exception {
        mount("size=1m,ro");
        assertThatThrownBy(() -> SqliteJournal.open(folder.resolve("journal")))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining(folder.toString())
                .hasMessageContaining("Read-only");
    }

    @Test
    void afterAFailedStartTheFolderIsFree() throws Exception {
        var directory = Files.createDirectory(folder.resolve("journal"));
        Files.writeString(directory.resolve(SqliteJournal.FILE), "this is no database ".repeat(100));
        for (int i = 0; i < 2; i++) {
            assertThatThrownBy(() -> SqliteJournal.open(directory))
                    .isInstanceOfSatisfying(
                            StoreException.class, e -> assertThat(e.kind()).isEqualTo(StoreException.Kind.CORRUPT));
        }
    }
}
