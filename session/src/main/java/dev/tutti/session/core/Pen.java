package dev.tutti.session.core;

import dev.tutti.foundation.EventId;
import dev.tutti.foundation.SessionId;
import dev.tutti.foundation.UserId;
import dev.tutti.session.BranchedCommand;
import dev.tutti.session.CreateSession;
import dev.tutti.session.Origin;
import dev.tutti.session.Rejection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.function.IntConsumer;

/**
 * Who may append to the log: this node, or another that decides for it. Any thread; no method blocks.
 *
 * <p>A session of a node without the pen follows: it applies what is copied to its store, and carries commands to the node
 * that has it.
 */
public interface Pen {
    /** Whether the sessions of this node decide. */
    boolean isHere();

    /** Brings a command to the writer; completes with a value, never with an exception. */
    CompletableFuture<Carried> carry(SessionId session, CommandEnvelope sent);

    /** Brings the wish for a new session to the writer, which gives it the id that follows from who asks and the key. */
    CompletableFuture<Carried> create(SessionId session, UserId actor, String key, CreateSession command);

    /** Says on how many disks that row of this node's log is, at once or after a short wait for a copy. */
    void copies(long index, IntConsumer told);

    /** The branch that this node writes for its island; empty while the hub can be reached. */
    default Optional<Branch> branch() {
        return Optional.empty();
    }

    /** Whether the hub can be reached; while it cannot, commands are carried to the island's leader. */
    default boolean reachesWriter() {
        return true;
    }

    default BranchRules branchRules() {
        return BranchRules.SAFE;
    }

    /** Where an island's decisions are kept until the writer has them. Any thread. */
    interface Branch {
        /**
         * Keeps a command, decided, and returns when it is on the disk; blocks. Throws {@link StoreException}:
         * {@code ELSEWHERE} when the branch has ended, then nothing is kept.
         *
         * @param decided of the place that it gets
         */
        BranchedCommand keep(Function<Origin, BranchedCommand> decided);

        /** Says on how many disks that place is, at once or after a short wait for a copy. */
        void copies(Origin place, IntConsumer told);
    }

    /** What the writer said. */
    sealed interface Carried {
        /**
         * Done and on the writer's disk.
         *
         * @param events none when it was so already
         * @param sequence of the session, that includes them
         * @param copies on how many disks it is
         */
        record Done(List<EventId> events, long sequence, int copies) implements Carried {
            public Done {
                events = List.copyOf(events);
            }
        }

        /**
         * Done for the island, on its leader's disk; the writer decides it again.
         *
         * @param events none when it was so already
         */
        record Provisional(List<EventId> events, int copies) implements Carried {
            public Provisional {
                events = List.copyOf(events);
            }
        }

        /** Not done, or nobody knows: the same key will tell. */
        record Refused(Rejection rejection) implements Carried {}
    }

    /** A node by itself. */
    Pen ALONE = here((_, told) -> told.accept(1));

    /** Of the node that writes. */
    static Pen here(Copies copies) {
        return new Here(copies);
    }

    /** Says on how many disks a row is, as {@link Pen#copies}. */
    @FunctionalInterface
    interface Copies {
        void await(long index, IntConsumer told);
    }

    /** Nothing is carried anywhere. */
    record Here(Copies counted) implements Pen {
        @Override
        public boolean isHere() {
            return true;
        }

        @Override
        public CompletableFuture<Carried> carry(SessionId session, CommandEnvelope sent) {
            throw new IllegalStateException("the pen is here");
        }

        @Override
        public CompletableFuture<Carried> create(SessionId session, UserId actor, String key, CreateSession command) {
            throw new IllegalStateException("the pen is here");
        }

        @Override
        public void copies(long index, IntConsumer told) {
            counted.await(index, told);
        }
    }
}
