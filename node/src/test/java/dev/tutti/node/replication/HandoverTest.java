package dev.tutti.node.replication;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tutti.foundation.NodeId;
import dev.tutti.session.core.LogEnd;
import dev.tutti.session.core.LogRow;
import dev.tutti.session.core.LogStore;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class HandoverTest {
    private static final NodeId STAGE = NodeId.of(new byte[NodeId.BYTES]);

    private final Gate store = new Gate();
    private final Handover handover = new Handover(store);
    private final CompletableFuture<Boolean> first = new CompletableFuture<>();

    @Test
    void aSecondMoveIsRefusedWhileOneIsUnderWay() {
        handover.layDown(STAGE, 0, first);
        var second = new CompletableFuture<Boolean>();
        handover.layDown(STAGE, 1, second);

        assertThat(second).isCompletedWithValue(false);
        assertThat(first).isNotDone();
        assertThat(store.sealed).isTrue();
    }

    @Test
    void whoIsNotThereInTimeDoesNotGetIt() {
        handover.layDown(STAGE, 0, first);

        assertThat(handover.isOverdue(null, Handover.PATIENCE_NS)).isFalse();
        assertThat(handover.isOverdue(null, Handover.PATIENCE_NS + 1)).isTrue();
        assertThat(first).isCompletedWithValue(false);
        assertThat(store.sealed).isFalse();
        assertThat(handover.isLaidDown()).isFalse();
    }

    @Test
    void itIsTakenUpWhenWhoAskedHasGone() {
        handover.layDown(STAGE, 0, first);
        first.complete(false);

        assertThat(handover.isOverdue(null, 1)).isTrue();
        assertThat(store.sealed).isFalse();
    }

    @Test
    void itIsTakenUpWhenNobodyCouldBeTold() {
        handover.layDown(STAGE, 0, first);
        first.complete(true);
        assertThat(handover.isOverdue(null, Handover.PATIENCE_NS + 1)).isFalse();
        assertThat(store.sealed).isTrue();

        assertThat(handover.takeUp()).isTrue();
        assertThat(store.sealed).isFalse();
        assertThat(handover.takeUp()).isFalse();
    }

    @Test
    void itStaysDownWhenAnotherNodeIsTheHub() {
        handover.layDown(STAGE, 0, first);
        first.complete(true);
        handover.gone();

        assertThat(handover.takeUp()).isFalse();
        assertThat(store.sealed).isTrue();
    }

    /** A log without rows that knows whether it is sealed. */
    private static final class Gate implements LogStore {
        private boolean sealed;

        @Override
        public LogEnd end() {
            return LogEnd.genesis();
        }

        @Override
        public byte[] chainAt(long index) {
            throw new UnsupportedOperationException();
        }

        @Override
        public List<LogRow> rows(long afterIndex, int limit) {
            return List.of();
        }

        @Override
        public LogEnd copy(List<LogRow> rows) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void startAnew(Aside what) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void onCommit(Consumer<LogEnd> listener) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void raiseGeneration(long generation) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void seal(boolean now) {
            sealed = now;
        }
    }
}
