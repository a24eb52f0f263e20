/**
 * {@code /ws}: a session's events out, the floor's and presence's commands in.
 *
 * <p>Flow out: the session's writer calls {@link dev.tutti.gateway.events.EventConnection} for each committed event;
 * {@link dev.tutti.gateway.events.EventPublisher} has encoded it once for all; a connection lets through what its person
 * may see and puts it into its outbox. The floor's decisions come the same way from the floor's thread through
 * {@link dev.tutti.gateway.events.Connections}. Flow in: Jetty's thread of the connection decodes a frame
 * ({@link dev.tutti.gateway.events.FrameAdapter}) and posts it on. Nothing here waits for a network or a disk.
 */
@NullMarked
package dev.tutti.gateway.events;

import org.jspecify.annotations.NullMarked;
