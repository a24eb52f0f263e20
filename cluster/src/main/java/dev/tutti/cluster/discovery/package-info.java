/**
 * Finds other nodes on the network: announces this one and browses by multicast DNS on every interface, and asks by a UDP
 * probe, to all of an interface or to one address, where multicast does not get through.
 *
 * <p>Discovery shows and never decides: what it saw is a {@link dev.tutti.cluster.discovery.Sighting}, bounded in number
 * and in life, of which nothing is believed but that it is worth a try to dial there.
 */
@NullMarked
package dev.tutti.cluster.discovery;

import org.jspecify.annotations.NullMarked;
