/**
 * The append-only log of all sessions in one SQLite file, and the hub's own small facts beside it.
 *
 * <p>Threads: one platform thread owns the only writing connection and commits what is waiting together
 * ({@link dev.tutti.journal.CommitLoop}); readers borrow connections of their own. Flow of an append: caller → queue →
 * one transaction for many callers → sync → mark → acknowledge. Every row carries the hash of the row before it, and
 * a mark beside the file says how far was acknowledged, so that rot, gaps and lost tails are seen at the next start:
 * the journal then refuses, keeps the file and says what to do.
 */
@NullMarked
package dev.tutti.journal;

import org.jspecify.annotations.NullMarked;
