/** Tests of this package. */
@NullMarked
package dev.tutti.media.sdp;

import org.jspecify.annotations.NullMarked;
