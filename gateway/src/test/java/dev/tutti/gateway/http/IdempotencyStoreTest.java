package dev.tutti.gateway.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class IdempotencyStoreTest {
    private static final int CHART = 64 * 1024;

    private final IdempotencyStore store = new IdempotencyStore(new IdempotencyStore.Limits(1 << 20, 256 << 10));
    private final AtomicInteger runs = new AtomicInteger();

    private static IdempotencyStore.Key key(String who, int n) {
        return new IdempotencyStore.Key(who, "song_create", "key-" + n);
    }

    private Reply.Bytes answer(int bytes) {
        runs.incrementAndGet();
        return new Reply.Bytes(201, "application/json", new byte[bytes], Map.of());
    }

    private boolean isKept(IdempotencyStore.Key key) {
        int before = runs.get();
        store.once(key, "same", () -> answer(10));
        return runs.get() == before;
    }

    @Test
    void aRepetitionGetsTheSameAnswer() {
        var first = store.once(key("maya", 1), "same", () -> answer(10));

        assertThat(store.once(key("maya", 1), "same", () -> answer(10))).isSameAs(first);
        assertThat(runs).hasValue(1);
        assertThatThrownBy(() -> store.once(key("maya", 1), "other", () -> answer(10)))
                .isInstanceOfSatisfying(
                        ApiError.class, error -> assertThat(error.status()).isEqualTo(409));
    }

    @Test
    void whatStillRunsIsNotForgottenHoweverMuchComes() throws Exception {
        var gate = new CompletableFuture<Void>();
        var started = new CompletableFuture<Void>();
        var slow = new CompletableFuture<Reply.Bytes>();
        Thread.startVirtualThread(() -> slow.complete(store.once(key("maya", 0), "same", () -> {
            started.complete(null);
            gate.join();
            return answer(10);
        })));
        started.join();
        for (int n = 1; n <= 10_000; n++) {
            store.once(key("maya", n), "same", () -> answer(10));
        }
        var repetition = new CompletableFuture<Reply.Bytes>();
        var repeating = Thread.startVirtualThread(
                () -> repetition.complete(store.once(key("maya", 0), "same", () -> answer(10))));
        gate.complete(null);
        repeating.join();

        assertThat(repetition.join()).isSameAs(slow.join());
        assertThat(runs).hasValue(10_001);
    }

    @Test
    void oneUserFillsOnlyHisOwnShare() {
        store.once(key("noor", 1), "same", () -> answer(10));
        for (int n = 0; n < 100; n++) {
            store.once(key("maya", n), "same", () -> answer(CHART));
        }

        assertThat(store.bytes()).isLessThanOrEqualTo((256 << 10) + 10 + IdempotencyStore.OVERHEAD_BYTES);
        assertThat(isKept(key("noor", 1))).isTrue();
        assertThat(isKept(key("maya", 99))).isTrue();
        assertThat(isKept(key("maya", 0))).isFalse();
    }

    @Test
    void allTogetherStayWithinTheBytes() {
        for (int n = 0; n < 500; n++) {
            store.once(key("user-" + n, 1), "same", () -> answer(CHART));
        }

        assertThat(store.bytes()).isBetween(512L << 10, 1L << 20);
        assertThat(isKept(key("user-499", 1))).isTrue();
        assertThat(isKept(key("user-0", 1))).isFalse();
    }

    @Test
    void anAnswerLargerThanTheShareIsGivenAndNotKept() {
        assertThat(store.once(key("maya", 1), "same", () -> answer(1 << 20)).body())
                .hasSize(1 << 20);
        assertThat(store.bytes()).isZero();
    }

    @Test
    void refusalsAreKeptUnlessTheyMayPass() {
        for (int status : new int[] {404, 429, 503}) {
            for (int i = 0; i < 2; i++) {
                assertThatThrownBy(() -> store.once(key("maya", status), "same", () -> {
                            runs.incrementAndGet();
                            throw new ApiError(status, "REFUSED", "No.");
                        }))
                        .isInstanceOf(ApiError.class);
            }
        }
        assertThat(runs).hasValue(1 + 2 + 2);
    }
}
