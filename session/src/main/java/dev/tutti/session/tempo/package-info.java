/**
 * The click of a session: {@link dev.tutti.session.tempo.TempoDecider} says who may change it and what follows.
 *
 * <p>Pure, on session time that comes in with the context. An event holds the whole plan as it is from then on: one
 * segment of steady tempo, the one that waits for its bar line, and the bar line at which it ends. Nothing happens in
 * the log when a bar line passes; who reads a plan asks it about a moment. Clients follow it by their own estimate of
 * session time, so that it needs no connection to go on (docs/tempo.md).
 */
@NullMarked
package dev.tutti.session.tempo;

import org.jspecify.annotations.NullMarked;
