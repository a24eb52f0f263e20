/**
 * The public wire: bodies and answers of REST and the frames of {@code /ws}, as records.
 *
 * <p>They are the one source of {@code web/src/client/wire.ts}, of the schemas in {@code /openapi.json} and of the
 * checks on what comes in ({@link dev.tutti.gateway.wire.Shape}). Names on the wire are snake_case; a component that is
 * {@code @Nullable} may be absent; {@link dev.tutti.gateway.wire.Limit} bounds lengths, counts and numbers.
 *
 * <p>Durations end in {@code _ms} or {@code _s}; moments are RFC 3339, except the {@code ts} of a frame (epoch, ms).
 * Immutable, used from any thread.
 */
@NullMarked
package dev.tutti.gateway.wire;

import org.jspecify.annotations.NullMarked;
