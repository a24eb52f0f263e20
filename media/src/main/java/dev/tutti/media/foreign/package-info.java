/**
 * What the media loop calls in the system's own C libraries, by {@code java.lang.foreign}; no other package does so.
 *
 * <p>Everything here is optional: where a library or a function is missing (or {@code -Dtutti.foreign=off} is set), the JDK's own
 * means are used instead, with the same results. Nothing here is thread-safe.
 */
@NullMarked
package dev.tutti.media.foreign;

import org.jspecify.annotations.NullMarked;
