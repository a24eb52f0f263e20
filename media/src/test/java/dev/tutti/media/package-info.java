/** Tests of the media server as a whole, and what they share. */
@NullMarked
package dev.tutti.media;

import org.jspecify.annotations.NullMarked;
