package dev.tutti.gateway.http;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Supplier;

/**
 * Answers of changes by their Idempotency-Key: a repetition gets the same answer, also while the first still runs.
 *
 * <p>Bounded by bytes, in all and for each user: the eldest answers go first, his own before those of others; what still
 * runs stays. Beyond it and across restarts the session log recognises a repeated command by its event id. Refusals that
 * may pass (429, 5xx) are not kept. Thread-safe.
 */
public final class IdempotencyStore {
    /** What an entry costs besides its body: keys, maps, a refusal. */
    static final long OVERHEAD_BYTES = 1_024;

    private final Limits limits;
    private final Map<Key, Entry> running = new HashMap<>();
    private final Map<Key, Entry> finished = new LinkedHashMap<>();
    private final Map<String, Share> shares = new HashMap<>();
    private long bytes;

    /** How much may be kept, in all and for one user. */
    record Limits(long bytes, long bytesOfOne) {
        static final Limits DEFAULT = new Limits(16 << 20, 1 << 20);
    }

    /** @param who the user, or the address of somebody who is not known yet */
    record Key(String who, String route, String key) {}

    /** @param request a hash of path and body: the same key with another request is a mistake */
    private record Entry(String request, CompletableFuture<Reply.Bytes> answer) {}

    /** What is kept for one user, the eldest first. */
    private static final class Share {
        final Map<Key, Long> sizes = new LinkedHashMap<>();
        long bytes;
    }

    IdempotencyStore(Limits limits) {
        this.limits = limits;
    }

    Reply.Bytes once(Key key, String request, Supplier<Reply.Bytes> work) {
        Entry entry;
        boolean mine = false;
        synchronized (running) {
            Entry existing = running.getOrDefault(key, finished.get(key));
            if (existing == null) {
                existing = new Entry(request, new CompletableFuture<>());
                running.put(key, existing);
                mine = true;
            }
            entry = existing;
        }
        if (!entry.request.equals(request)) {
            throw ApiErrors.keyReused();
        }
        return mine ? run(key, entry, work) : await(entry);
    }

    private Reply.Bytes run(Key key, Entry entry, Supplier<Reply.Bytes> work) {
        try {
            Reply.Bytes reply = work.get();
            finish(key, entry, reply.body().length);
            entry.answer.complete(reply);
            return reply;
        } catch (Throwable failure) {
            if (failure instanceof ApiError refusal && !mayPass(refusal.status())) {
                finish(key, entry, 0);
            } else {
                synchronized (running) {
                    running.remove(key);
                }
            }
            entry.answer.completeExceptionally(failure);
            throw failure;
        }
    }

    private static Reply.Bytes await(Entry entry) {
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

    private void finish(Key key, Entry entry, int bodyBytes) {
        long size = OVERHEAD_BYTES + bodyBytes;
        synchronized (running) {
            running.remove(key);
            finished.put(key, entry);
            Share share = shares.computeIfAbsent(key.who, _ -> new Share());
            share.sizes.put(key, size);
            share.bytes += size;
            bytes += size;
            while (share.bytes > limits.bytesOfOne) {
                forget(share.sizes.keySet().iterator().next());
            }
            while (bytes > limits.bytes) {
                forget(finished.keySet().iterator().next());
            }
        }
    }

    private void forget(Key key) {
        finished.remove(key);
        Share share = shares.get(key.who);
        Long size = share == null ? null : share.sizes.remove(key);
        if (share != null && size != null) {
            share.bytes -= size;
            bytes -= size;
            if (share.sizes.isEmpty()) {
                shares.remove(key.who);
            }
        }
    }

    /** What is kept at present. */
    long bytes() {
        synchronized (running) {
            return bytes;
        }
    }
}
