/**
 * Where log lines go: short ones to the terminal, whole ones as JSON to the data folder, a day or 20 MB a file.
 *
 * <p>A line carries what the gateway put into the MDC: request id, session and user, so that one action can be followed
 * through every part of the hub.
 */
@NullMarked
package dev.tutti.node.logging;

import org.jspecify.annotations.NullMarked;
