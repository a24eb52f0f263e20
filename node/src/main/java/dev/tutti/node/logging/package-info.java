/**
 * Where log lines go: short ones to the terminal, whole ones as JSON to the data folder, a day or 20 MB a file.
 *
 * <p>A line carries what the gateway put into the MDC of its thread: a request's id and user; on {@code /ws} the id of the
 * request that opened it, its session and user, for what frames and the close do on that thread. A command takes its
 * request's id along: what the session's writer did or refused is logged with it. Floor and rooms have no request id in
 * their lines; these name session, room or person in their words.
 */
@NullMarked
package dev.tutti.node.logging;

import org.jspecify.annotations.NullMarked;
