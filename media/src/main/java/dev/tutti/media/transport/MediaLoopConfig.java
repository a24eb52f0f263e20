package dev.tutti.media.transport;

import dev.tutti.foundation.Entropy;
import dev.tutti.foundation.NanoClock;
import dev.tutti.foundation.WallClock;
import java.net.InetAddress;
import java.util.List;

/**
 * What the media loop needs to start.
 *
 * @param addresses the local addresses to advertise, one socket each; the most preferred first
 * @param port the one media port of all of them, or 0 to let the first socket choose
 */
public record MediaLoopConfig(
        List<InetAddress> addresses, int port, NanoClock clock, WallClock wallClock, Entropy entropy) {
    public MediaLoopConfig {
        addresses = List.copyOf(addresses);
        if (addresses.isEmpty() || port < 0 || port > 65_535) {
            throw new IllegalArgumentException("The media loop needs an address and a port from 0 to 65535");
        }
    }

    /** The configuration of a real hub, on the system's clocks and randomness. */
    public static MediaLoopConfig of(List<InetAddress> addresses, int port) {
        return new MediaLoopConfig(addresses, port, NanoClock.system(), WallClock.system(), Entropy.system());
    }
}
