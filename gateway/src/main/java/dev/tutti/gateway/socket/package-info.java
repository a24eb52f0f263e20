/**
 * A WebSocket's way out: a bounded {@link dev.tutti.gateway.socket.Outbox} per connection, emptied by one virtual thread
 * that waits for the network, so that nobody else ever does; and its {@link dev.tutti.gateway.socket.ClientClock}.
 *
 * <p>Any thread offers frames; who reads too slowly overflows its outbox and is cut off, and comes back with its cursor.
 */
@NullMarked
package dev.tutti.gateway.socket;

import org.jspecify.annotations.NullMarked;
