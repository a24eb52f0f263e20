package dev.tutti.journal;

import dev.tutti.session.core.LogChain;
import dev.tutti.session.core.StoreException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.Optional;
import java.util.zip.CRC32C;

/**
 * How far was acknowledged, in a small file beside the journal, written after each commit and before its
 * acknowledgement. It is never ahead of what the disk promised, so a journal that ends before it has lost something.
 * Two slots are written in turn: a torn one leaves the other. One thread at a time.
 */
final class AcknowledgedMark implements AutoCloseable {
    private static final int SLOT_BYTES = 512;
    private static final int USED_BYTES = 2 * Long.BYTES + LogChain.BYTES;

    private final FileChannel file;
    private int slot;

    /** A place in the chain. */
    @SuppressWarnings("ArrayRecordComponent") // never compared as a whole
    record Place(long index, byte[] chain) {}

    private AcknowledgedMark(FileChannel file) {
        this.file = file;
    }

    static AcknowledgedMark open(Path path) {
        try {
            return new AcknowledgedMark(FileChannel.open(
                    path, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE));
        } catch (IOException e) {
            throw new StoreException(StoreException.Kind.FAILED, "The file " + path + " cannot be opened.", e);
        }
    }

    static Optional<Place> read(Path path) {
        if (!Files.exists(path)) {
            return Optional.empty();
        }
        try {
            byte[] bytes = Files.readAllBytes(path);
            Optional<Place> first = slot(bytes, 0);
            Optional<Place> second = slot(bytes, SLOT_BYTES);
            if (first.isEmpty() || second.isEmpty()) {
                return first.or(() -> second);
            }
            return first.get().index() >= second.get().index() ? first : second;
        } catch (IOException e) {
            throw new StoreException(StoreException.Kind.FAILED, "The file " + path + " cannot be read.", e);
        }
    }

    private static Optional<Place> slot(byte[] bytes, int offset) {
        if (bytes.length < offset + USED_BYTES) {
            return Optional.empty();
        }
        var slot = ByteBuffer.wrap(bytes, offset, USED_BYTES);
        long index = slot.getLong();
        var chain = new byte[LogChain.BYTES];
        slot.get(chain);
        boolean whole = slot.getLong() == crc(Arrays.copyOfRange(bytes, offset, offset + Long.BYTES + LogChain.BYTES));
        return whole ? Optional.of(new Place(index, chain)) : Optional.empty();
    }

    void write(Place place) {
        var bytes = ByteBuffer.allocate(USED_BYTES);
        bytes.putLong(place.index()).put(place.chain());
        bytes.putLong(crc(Arrays.copyOf(bytes.array(), Long.BYTES + LogChain.BYTES)));
        bytes.flip();
        slot = 1 - slot;
        try {
            file.write(bytes, (long) slot * SLOT_BYTES);
        } catch (IOException e) {
            throw new StoreException(StoreException.Kind.FAILED, "The mark beside the journal cannot be written.", e);
        }
    }

    /** As if nothing had been acknowledged yet. */
    void forget() {
        try {
            file.truncate(0);
            file.force(true);
        } catch (IOException e) {
            throw new StoreException(StoreException.Kind.FAILED, "The mark beside the journal cannot be written.", e);
        }
    }

    private static long crc(byte[] bytes) {
        var crc = new CRC32C();
        crc.update(bytes, 0, bytes.length);
        return crc.getValue();
    }

    @Override
    public void close() throws IOException {
        file.force(true);
        file.close();
    }
}
