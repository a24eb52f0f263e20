package dev.tutti.gateway.sessions;

import dev.tutti.gateway.http.ApiError;
import dev.tutti.session.RejectionCode;
import dev.tutti.session.core.StoreException;
import java.util.function.Supplier;

/** What a failing disk means for somebody who asked for a thing of the hub itself. */
final class Storage {
    private Storage() {}

    static <T> T of(Supplier<T> work) {
        try {
            return work.get();
        } catch (StoreException e) {
            boolean full = e.kind() == StoreException.Kind.FULL;
            throw new ApiError(
                    503,
                    (full ? RejectionCode.STORAGE_FULL : RejectionCode.STORAGE_FAILED).name(),
                    full
                            ? "The hub's disk is full, so this was not saved. Free some space and try again."
                            : "The hub's disk failed. Look at its log.");
        }
    }
}
