/** Tests of this package: what everybody is told of the floor. */
@NullMarked
package dev.tutti.cluster.floor;

import org.jspecify.annotations.NullMarked;
