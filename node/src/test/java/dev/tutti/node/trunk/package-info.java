/** Voice between nodes, as this one sends and hears it. */
@NullMarked
package dev.tutti.node.trunk;

import org.jspecify.annotations.NullMarked;
