/** Tests of this package: elections on one clock, and the steps they take. */
@NullMarked
package dev.tutti.cluster.membership;

import org.jspecify.annotations.NullMarked;
