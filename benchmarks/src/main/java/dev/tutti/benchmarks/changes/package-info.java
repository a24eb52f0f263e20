/**
 * {@code ./dev bench changes}: how soon a band of 25 sees that a slot, the setlist or the current song changed.
 *
 * <p>One thread changes, one loop reads all sockets.
 */
@NullMarked
package dev.tutti.benchmarks.changes;

import org.jspecify.annotations.NullMarked;
