package dev.tutti.node.data;

import dev.tutti.foundation.Entropy;
import dev.tutti.foundation.OwnerOnly;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/** The folder of one running hub, locked against a second one until it is closed. */
public final class DataFolder implements AutoCloseable {
    private static final long MIN_FREE_BYTES = 64L << 20;
    private static final int SECRET_BYTES = 32;

    private final Path path;
    private final FileChannel lockFile;
    private final FileLock lock;

    private DataFolder(Path path, FileChannel lockFile, FileLock lock) {
        this.path = path;
        this.lockFile = lockFile;
        this.lock = lock;
    }

    /** Makes the folder when it is not there, checks that it can be written, and locks it. */
    public static DataFolder open(Path path) throws DataException {
        try {
            // A folder that was there may be shared (--data /tmp): what lies in it is protected, it keeps its mode.
            if (!Files.isDirectory(path)) {
                OwnerOnly.folder(path);
            }
            long free = Files.getFileStore(path).getUsableSpace();
            if (free < MIN_FREE_BYTES) {
                throw new DataException("The disk of %s is full: %d MiB free, a hub wants %d. Make room or use --data."
                        .formatted(path, free >> 20, MIN_FREE_BYTES >> 20));
            }
            return lock(path);
        } catch (AccessDeniedException e) {
            throw new DataException(
                    "%s cannot be written by this user. Change its owner or use --data.".formatted(path), e);
        } catch (IOException e) {
            throw new DataException("%s cannot be used: %s. Use --data for another.".formatted(path, e), e);
        }
    }

    private static DataFolder lock(Path path) throws IOException, DataException {
        var file = OwnerOnly.file(path.resolve("lock"));
        var channel = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE);
        var lock = tryLock(channel);
        if (lock == null) {
            String owner = Files.readString(file).strip();
            channel.close();
            throw new DataException("Another hub%s uses %s. Stop it, or use --data for a second one (and other ports)."
                    .formatted(owner.isEmpty() ? "" : " (process " + owner + ")", path));
        }
        channel.truncate(0);
        var pid = String.valueOf(ProcessHandle.current().pid());
        channel.write(ByteBuffer.wrap(pid.getBytes(StandardCharsets.US_ASCII)), 0);
        return new DataFolder(path, channel, lock);
    }

    private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException _) {
            return null; // held by this very process
        }
    }

    public Path path() {
        return path;
    }

    /** A folder in it that only the owner can read. */
    public Path folder(String name) throws DataException {
        try {
            return OwnerOnly.folder(path.resolve(name));
        } catch (IOException e) {
            throw new DataException("%s cannot be made: %s".formatted(path.resolve(name), e), e);
        }
    }

    /** A random secret that is made once and kept: 32 bytes, as hexadecimal text. */
    public String secret(String name, Entropy entropy) throws DataException {
        var file = folder("secrets").resolve(name);
        try {
            if (Files.exists(file)) {
                return new String(OwnerOnly.read(file), StandardCharsets.US_ASCII).strip();
            }
            var secret = HexFormat.of().formatHex(entropy.bytes(SECRET_BYTES));
            OwnerOnly.write(file, secret.getBytes(StandardCharsets.US_ASCII));
            return secret;
        } catch (IOException e) {
            throw new DataException("%s cannot be read or written: %s".formatted(file, e), e);
        }
    }

    /** Forgets a secret that nothing uses any more. */
    public void forget(String name) throws DataException {
        var file = folder("secrets").resolve(name);
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw new DataException("%s cannot be removed: %s".formatted(file, e), e);
        }
    }

    @Override
    public void close() throws IOException {
        lock.release();
        lockFile.close();
    }
}
