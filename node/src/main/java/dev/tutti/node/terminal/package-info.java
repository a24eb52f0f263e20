/** What a person reads in the terminal: where to go, a QR code, and the words to compare. */
@NullMarked
package dev.tutti.node.terminal;

import org.jspecify.annotations.NullMarked;
