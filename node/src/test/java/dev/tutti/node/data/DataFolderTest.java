package dev.tutti.node.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.tutti.foundation.Entropy;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataFolderTest {
    @TempDir
    Path parent;

    @Test
    void aSecondHubIsToldWhichProcessHoldsTheFolder() throws Exception {
        try (var _ = DataFolder.open(parent.resolve("data"))) {
            assertThatThrownBy(() -> DataFolder.open(parent.resolve("data")))
                    .isInstanceOf(DataException.class)
                    .hasMessageContaining("process " + ProcessHandle.current().pid());
        }
    }

    @Test
    void theFolderIsFreeAgainAfterClosing() throws Exception {
        DataFolder.open(parent.resolve("data")).close();
        DataFolder.open(parent.resolve("data")).close();
    }

    @Test
    void aSecretIsMadeOnceAndOnlyItsOwnerCanReadIt() throws Exception {
        try (var folder = DataFolder.open(parent.resolve("data"))) {
            var secret = folder.secret("tokens", Entropy.seeded(1));

            assertThat(secret).hasSize(64);
            assertThat(folder.secret("tokens", Entropy.seeded(2))).isEqualTo(secret);
            var file = folder.path().resolve("secrets/tokens");
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                    .isEqualTo("rw-------");
        }
    }

    @Test
    void aFolderOfOthersKeepsItsModeAndWhatTheHubPutsThereIsProtected() throws Exception {
        var shared = Files.createDirectory(parent.resolve("shared"));
        Files.setPosixFilePermissions(shared, PosixFilePermissions.fromString("rwxr-xr-x"));
        try (var folder = DataFolder.open(shared);
                var _ = DataFolder.open(parent.resolve("new"))) {
            assertThat(mode(shared)).isEqualTo("rwxr-xr-x");
            assertThat(mode(folder.folder("journal"))).isEqualTo("rwx------");
            assertThat(mode(parent.resolve("new"))).isEqualTo("rwx------");
        }
    }

    private static String mode(Path path) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    }

    @Test
    void aFolderThatNobodyCanMakeIsAClearError() {
        // Not even root makes folders there.
        assertThatThrownBy(() -> DataFolder.open(Path.of("/sys/tutti-test")))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("/sys/tutti-test cannot be")
                .hasMessageContaining("--data");
    }

    @Test
    void aDiskThatIsNearlyFullIsAClearErrorBeforeAnythingIsWritten() throws Exception {
        var disk = Files.createDirectory(parent.resolve("disk"));
        assumeTrue(run("mount", "-t", "tmpfs", "-o", "size=8m", "tmpfs", disk.toString()), "only root may mount");
        try {
            assertThatThrownBy(() -> DataFolder.open(disk.resolve("data")))
                    .isInstanceOf(DataException.class)
                    .hasMessageContaining("is full: 8 MiB free, a hub wants 64")
                    .hasMessageContaining("--data");
        } finally {
            run("umount", disk.toString());
        }
    }

    private static boolean run(String... command) throws Exception {
        var process = new ProcessBuilder(command).redirectErrorStream(true).start();
        process.getInputStream().transferTo(OutputStream.nullOutputStream());
        return process.waitFor(30, TimeUnit.SECONDS) && process.exitValue() == 0;
    }

    @Test
    void aFileInTheWayIsAClearError() throws Exception {
        Files.writeString(parent.resolve("data"), "in the way");

        assertThatThrownBy(() -> DataFolder.open(parent.resolve("data")))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("--data");
    }
}
