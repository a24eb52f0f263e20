/** Tests of this feature: the allowed and the refused. */
@NullMarked
package dev.tutti.session.songs;

import org.jspecify.annotations.NullMarked;
