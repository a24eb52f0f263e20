/** Voice between nodes: routes, duplicates, fences. */
@NullMarked
package dev.tutti.cluster.relay;

import org.jspecify.annotations.NullMarked;
