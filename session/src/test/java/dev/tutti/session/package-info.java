/** Tests of the pure domain: given what happened, when somebody wants something, then this follows. */
@NullMarked
package dev.tutti.session;

import org.jspecify.annotations.NullMarked;
