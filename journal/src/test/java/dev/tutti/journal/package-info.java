/** Tests of the journal: the codec, the store, and what crashes and rot do to it. */
@NullMarked
package dev.tutti.journal;

import org.jspecify.annotations.NullMarked;
