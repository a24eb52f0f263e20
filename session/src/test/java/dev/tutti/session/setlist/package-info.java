/** Tests of this feature: the allowed and the refused. */
@NullMarked
package dev.tutti.session.setlist;

import org.jspecify.annotations.NullMarked;
