package dev.tutti.gateway.http;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Supplier;

/**
 * Answers of changes by their Idempotency-Key: a repetition gets the same answer, also while the first still runs.
 *
 * <p>Bounded in memory, the oldest go first; beyond it and across restarts the session log recognises a repeated
 * command by its event id. Refusals that may pass (429, 5xx) are not kept. Thread-safe.
 */
public final class IdempotencyStore {
    static final int MAX_ANSWERS = 8192;

    private final Map<Key, Entry> entries = new LinkedHashMap<>();

    /** @param who the user, or the address of somebody who is not known yet */
    record Key(String who, String route, String key) {}

    /** @param request a hash of path and body: the same key with another request is a mistake */
    private record Entry(String request, CompletableFuture<Reply> answer) {}

    Reply once(Key key, String request, Supplier<Reply> work) {
        Entry entry;
        boolean mine = false;
        synchronized (entries) {
            Entry existing = entries.get(key);
            if (existing == null) {
                existing = new Entry(request, new CompletableFuture<>());
                entries.put(key, existing);
                dropEldest();
                mine = true;
            }
            entry = existing;
        }
        if (!entry.request.equals(request)) {
            throw ApiErrors.keyReused();
        }
        return mine ? run(key, entry, work) : await(entry);
    }

    private Reply run(Key key, Entry entry, Supplier<Reply> work) {
        try {
            Reply reply = work.get();
            entry.answer.complete(reply);
            return reply;
        } catch (Throwable failure) {
            if (!(failure instanceof ApiError refusal) || mayPass(refusal.status())) {
                synchronized (entries) {
                    entries.remove(key, entry);
                }
            }
            entry.answer.completeExceptionally(failure);
            throw failure;
        }
    }

    private static Reply await(Entry entry) {
        try {
            return entry.answer.join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof ApiError refusal) {
                throw refusal;
            }
            throw ApiErrors.internal();
        }
    }

    private static boolean mayPass(int status) {
        return status == 429 || status == 401 || status >= 500;
    }

    private void dropEldest() {
        if (entries.size() > MAX_ANSWERS) {
            Iterator<Entry> eldest = entries.values().iterator();
            eldest.next();
            eldest.remove();
        }
    }
}
