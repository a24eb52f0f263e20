/** Tests of ids, codes and the mailbox. */
@NullMarked
package dev.tutti.foundation;

import org.jspecify.annotations.NullMarked;
