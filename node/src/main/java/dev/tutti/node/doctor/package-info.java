/**
 * {@code tutti doctor}: tests the network and this machine one thing after the other, and says what to fix.
 *
 * <p>Each {@link dev.tutti.node.doctor.Check} gives its findings in a few seconds at most; it changes nothing, and what it
 * sends is a question that anybody may ask. Beside a running hub it tests that hub, else whether one could run.
 */
@NullMarked
package dev.tutti.node.doctor;

import org.jspecify.annotations.NullMarked;
