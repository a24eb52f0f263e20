/**
 * The pure domain of a live event: what may be asked ({@link dev.tutti.session.Command}), what happened
 * ({@link dev.tutti.session.Event}) and what follows from it ({@link dev.tutti.session.SessionState}).
 *
 * <p>No I/O, no threads, no clock: time and fresh codes come in with
 * {@link dev.tutti.session.DecideContext}. A decider per feature package turns a command into events or a
 * {@link dev.tutti.session.Rejection}; the state is the fold of all events, and the same events always give the
 * same state. {@code core} runs this on a thread over a store; {@code floor} holds what is never stored first.
 */
@NullMarked
package dev.tutti.session;

import org.jspecify.annotations.NullMarked;
