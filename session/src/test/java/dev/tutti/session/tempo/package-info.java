/** Tests of this feature: the allowed and the refused. */
@NullMarked
package dev.tutti.session.tempo;

import org.jspecify.annotations.NullMarked;
