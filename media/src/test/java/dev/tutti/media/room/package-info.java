/** Tests of this package. */
@NullMarked
package dev.tutti.media.room;

import org.jspecify.annotations.NullMarked;
