/**
 * What every module stands on: ids, clocks, seeded randomness, the bounded mailbox. Depends on nothing.
 *
 * <p>The only place where {@code System.nanoTime}, {@code Instant.now} and randomness may be touched: everything else
 * takes a {@link dev.tutti.foundation.NanoClock}, a {@link dev.tutti.foundation.WallClock} or an
 * {@link dev.tutti.foundation.Entropy}, so that a whole hub can run on virtual time under one seed.
 */
@NullMarked
package dev.tutti.foundation;

import org.jspecify.annotations.NullMarked;
