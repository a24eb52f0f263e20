package dev.tutti.simulator;

import dev.tutti.foundation.SessionId;
import dev.tutti.foundation.UserId;
import dev.tutti.session.CreateSession;
import dev.tutti.session.Rejection;
import dev.tutti.session.RejectionCode;
import dev.tutti.session.core.BranchRules;
import dev.tutti.session.core.CommandEnvelope;
import dev.tutti.session.core.Pen;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.IntConsumer;
import java.util.function.Supplier;

/**
 * A simulated machine's pen; clients go to the hub themselves.
 *
 * @param island the branch that the machine writes just now
 */
record NodePen(boolean isHere, Pen.Copies counted, Supplier<Optional<Pen.Branch>> island, BranchRules branchRules)
        implements Pen {
    @Override
    public CompletableFuture<Carried> carry(SessionId session, CommandEnvelope sent) {
        return CompletableFuture.completedFuture(
                new Carried.Refused(Rejection.of(RejectionCode.BUSY, "Ask the writer.")));
    }

    @Override
    public CompletableFuture<Carried> create(SessionId session, UserId actor, String key, CreateSession command) {
        return CompletableFuture.completedFuture(
                new Carried.Refused(Rejection.of(RejectionCode.BUSY, "Ask the writer.")));
    }

    @Override
    public void copies(long row, IntConsumer told) {
        counted.await(row, told);
    }

    @Override
    public Optional<Branch> branch() {
        return island.get();
    }
}
