package dev.tutti.media.lightclient;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.function.UnaryOperator;

/**
 * How a light client's media reach the hub.
 *
 * @param local from which address of this machine
 * @param through where to send instead of the address that the hub names, as through a proxy
 */
public record MediaWay(InetAddress local, UnaryOperator<InetSocketAddress> through) {
    /** Straight to the hub. */
    public static MediaWay from(InetAddress local) {
        return new MediaWay(local, UnaryOperator.identity());
    }
}
