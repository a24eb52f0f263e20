package dev.tutti.media;

import dev.tutti.foundation.Entropy;
import dev.tutti.foundation.NanoClock;
import dev.tutti.foundation.WallClock;
import java.net.InetAddress;
import java.net.URI;
import java.util.List;
import java.util.Map;

/**
 * What the media server needs to start.
 *
 * @param addresses the local addresses to advertise, the most preferred first
 * @param port the one media port, 0 to let the system choose
 * @param keys API key → secret of at least 32 characters, for plain rooms and the RoomService; may be empty
 * @param webhooks where webhooks go, and the API key that signs them
 * @param nodeId how this node calls itself towards LiveKit clients
 */
public record MediaConfig(
        List<InetAddress> addresses,
        int port,
        Map<String, String> keys,
        Webhooks webhooks,
        String nodeId,
        NanoClock clock,
        WallClock wallClock,
        Entropy entropy) {
    /** Receivers of webhooks; without any, none are sent. */
    public record Webhooks(List<URI> urls, String apiKey) {
        public static final Webhooks NONE = new Webhooks(List.of(), "");

        public Webhooks {
            urls = List.copyOf(urls);
        }
    }

    public MediaConfig {
        addresses = List.copyOf(addresses);
        keys = Map.copyOf(keys);
    }

    /** The configuration of a real hub, on the system's clocks and randomness. */
    public static MediaConfig of(List<InetAddress> addresses, int port, Map<String, String> keys) {
        return new MediaConfig(
                addresses,
                port,
                keys,
                Webhooks.NONE,
                "ND_tutti",
                NanoClock.system(),
                WallClock.system(),
                Entropy.system());
    }

    public MediaConfig withWebhooks(Webhooks receivers) {
        return new MediaConfig(addresses, port, keys, receivers, nodeId, clock, wallClock, entropy);
    }
}
