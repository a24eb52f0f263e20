/**
 * Runs a session: {@link dev.tutti.session.core.SessionWriter} is its one writer, over the port
 * {@link dev.tutti.session.core.EventStore}.
 *
 * <p>Flow: command → mailbox → decide (on what is decided so far) → append, many at once → apply → publish →
 * acknowledge. Threads: each writer is one virtual thread and the only one that touches its session; readers see
 * the committed state through a volatile field. Nothing is published or acknowledged before it is on the disk.
 */
@NullMarked
package dev.tutti.session.core;

import org.jspecify.annotations.NullMarked;
