/** Tests of this package. */
@NullMarked
package dev.tutti.media.token;

import org.jspecify.annotations.NullMarked;
