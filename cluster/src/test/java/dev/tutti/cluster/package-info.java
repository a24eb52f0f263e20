/** What the tests of several packages share. */
@NullMarked
package dev.tutti.cluster;

import org.jspecify.annotations.NullMarked;
