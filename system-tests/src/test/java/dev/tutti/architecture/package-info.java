/** Architecture and style as tests: which module may see which, and how the sources look. */
@NullMarked
package dev.tutti.architecture;

import org.jspecify.annotations.NullMarked;
