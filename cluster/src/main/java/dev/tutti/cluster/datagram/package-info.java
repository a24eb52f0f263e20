/**
 * UDP on the node port: sealed datagrams between linked nodes, and the probes of strangers.
 *
 * <p>Threads: one platform thread owns the sockets and reads, many datagrams a turn; it opens what belongs to a link and
 * hands it on in a buffer of its own. Sending is from any thread, one at a time per link. A datagram's source address is
 * never believed: the link stands in the datagram, and the seal proves it; where to send to comes from the link.
 */
@NullMarked
package dev.tutti.cluster.datagram;

import org.jspecify.annotations.NullMarked;
