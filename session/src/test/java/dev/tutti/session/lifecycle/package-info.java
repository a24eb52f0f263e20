/** Tests of this feature: the allowed and the refused. */
@NullMarked
package dev.tutti.session.lifecycle;

import org.jspecify.annotations.NullMarked;
