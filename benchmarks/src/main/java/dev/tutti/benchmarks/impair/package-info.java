/**
 * A bad network between light clients and a hub: a UDP proxy that delays, drops and reorders by the profiles A, B and C of the
 * requirements, seeded, per direction.
 *
 * <p>Thread: one for all clients; {@link dev.tutti.benchmarks.impair.BadWire} owns it.
 */
@NullMarked
package dev.tutti.benchmarks.impair;

import org.jspecify.annotations.NullMarked;
