package dev.tutti.session.core;

import dev.tutti.foundation.EventId;
import dev.tutti.foundation.SessionId;
import dev.tutti.session.CommittedEvent;
import dev.tutti.session.ProposedEvent;
import java.util.List;
import java.util.Optional;

/**
 * Keeps the log of all sessions of a hub.
 *
 * <p>Threads: safe from many threads; each call blocks until it is done, so call it from a virtual or a worker
 * thread, never from a media or floor loop. Writers of different sessions may append at once and share one sync.
 *
 * <p>Errors: {@link StoreException} with its {@link StoreException.Kind}; no other exception for a failing disk.
 */
public interface EventStore extends AutoCloseable {

    /**
     * Appends events of one session, all or none, and returns when they are durable: a crash at any moment after
     * the return loses nothing of them, a crash before it leaves all or none. Sequences must continue the session's
     * last one, ids must be new, or it is {@code CONFLICT} and nothing is appended. After {@code FULL} nothing was
     * appended and the call may be repeated; after {@code FAILED} it is unknown, nothing may be repeated, and every
     * later append fails until the store is opened again.
     */
    List<CommittedEvent> append(SessionId sessionId, List<ProposedEvent> events);

    /** Events of the session after that sequence, in order, at most so many. */
    List<CommittedEvent> read(SessionId sessionId, long afterSequence, int limit);

    Optional<CommittedEvent> find(EventId id);

    /** Every session that has an event, in the order in which they were created. */
    List<SessionHead> sessions();

    /** The newest snapshot that this version can read. */
    Optional<Snapshot> snapshot(SessionId sessionId);

    /** Keeps a snapshot; it is derived, so it may be lost or discarded, and failing to keep it harms nothing. */
    void keep(Snapshot snapshot);

    /** The generation under which this store appends (cluster.md L1). */
    long generation();

    @Override
    void close();

    /** What a store knows of a session without reading it. */
    record SessionHead(SessionId id, long lastSequence, boolean closed) {}
}
