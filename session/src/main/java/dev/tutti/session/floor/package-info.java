/**
 * The floor: who may talk in a channel now.
 *
 * <p>Placeholder text.
 */
@NullMarked
package dev.tutti.session.floor;

import org.jspecify.annotations.NullMarked;
