/** Tests of this package. */
@NullMarked
package dev.tutti.media.signal;

import org.jspecify.annotations.NullMarked;
