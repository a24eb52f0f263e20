/** Tests of this package. */
@NullMarked
package dev.tutti.media.webhook;

import org.jspecify.annotations.NullMarked;
