@NullMarked
package dev.tutti.media.foreign;

import org.jspecify.annotations.NullMarked;
