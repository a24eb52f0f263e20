/** The engine in real floor loops, with a network in memory. */
@NullMarked
package dev.tutti.cluster.engine;

import org.jspecify.annotations.NullMarked;
