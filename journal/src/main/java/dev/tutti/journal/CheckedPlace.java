package dev.tutti.journal;

import dev.tutti.session.core.LogChain;
import dev.tutti.session.core.StoreException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * How far the journal was read and found whole, kept beside it, so that a start reads only what came since. It is a hint:
 * without it a start reads everything. Thread-safe.
 */
final class CheckedPlace implements AutoCloseable {
    /** So many events later it is moved on. */
    static final long EVERY = 1_000;

    private final Path path;
    private final AcknowledgedMark file;
    private boolean whole;
    private boolean gone;
    private long written;
    private AcknowledgedMark.Place newest;

    /** @param start where the journal ended when it was opened */
    CheckedPlace(Path path, AcknowledgedMark.Place start) {
        this.path = path;
        newest = start;
        file = AcknowledgedMark.open(path);
    }

    static Optional<AcknowledgedMark.Place> read(Path path) {
        return AcknowledgedMark.read(path).filter(place -> place.index() > 0);
    }

    /** All that was there at the start is whole, and what is appended from now on is known. */
    synchronized void found(AcknowledgedMark.Place place) {
        whole = true;
        write(newest.index() > place.index() ? newest : place);
    }

    /** Something is damaged: the next start reads everything, and says so. */
    synchronized void lost() throws IOException {
        whole = false;
        gone = true;
        file.close();
        Files.deleteIfExists(path);
    }

    /** The journal begins anew. */
    synchronized void forget() {
        file.forget();
        whole = true;
        written = 0;
        newest = new AcknowledgedMark.Place(0, LogChain.genesis());
    }

    /** The journal ends there now. */
    synchronized void committed(AcknowledgedMark.Place place) {
        newest = place;
        if (whole && place.index() - written >= EVERY) {
            write(place);
        }
    }

    private void write(AcknowledgedMark.Place place) {
        try {
            file.write(place);
            written = place.index();
        } catch (StoreException _) {
            // The next start has more to read; that is all.
            whole = false;
        }
    }

    @Override
    public synchronized void close() throws IOException {
        if (whole) {
            write(newest);
        }
        if (!gone) {
            file.close();
        }
    }
}
