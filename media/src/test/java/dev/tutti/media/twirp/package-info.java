/** Tests of this package. */
@NullMarked
package dev.tutti.media.twirp;

import org.jspecify.annotations.NullMarked;
