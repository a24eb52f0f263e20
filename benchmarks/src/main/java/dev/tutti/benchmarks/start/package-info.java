/**
 * What a start costs as the log grows: journals of several sizes, closed, then opened and read as a hub does it.
 */
@NullMarked
package dev.tutti.benchmarks.start;

import org.jspecify.annotations.NullMarked;
