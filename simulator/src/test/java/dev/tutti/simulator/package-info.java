/** Short runs of the simulator, and the bugs that its checkers must catch. */
@NullMarked
package dev.tutti.simulator;

import org.jspecify.annotations.NullMarked;
