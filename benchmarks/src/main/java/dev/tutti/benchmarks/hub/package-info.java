/**
 * The hub under test as a process of its own: started with {@code ./tutti up}, asked over REST, its CPU read from
 * {@code /proc}. Blocking calls, any thread.
 */
@NullMarked
package dev.tutti.benchmarks.hub;

import org.jspecify.annotations.NullMarked;
