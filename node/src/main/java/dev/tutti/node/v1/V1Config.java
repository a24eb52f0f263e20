package dev.tutti.node.v1;

import dev.tutti.node.config.HubConfig;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;

/**
 * Where v1 apps are let in.
 *
 * @param channel the name of the one channel that they talk and listen in; of the newest live session that has one
 * @param bind addresses to listen on
 * @param ports tried in this order; 0 is any free one
 */
public record V1Config(String channel, List<InetAddress> bind, List<Integer> ports) {
    private static final InetAddress ANY = InetAddress.ofLiteral("0.0.0.0");

    /** With loopback beside the addresses that the hub is bound to; on every address when it is bound to none. */
    public static V1Config of(HubConfig.V1 wanted, List<InetAddress> bound) {
        var bind = new ArrayList<InetAddress>();
        bind.add(bound.isEmpty() ? ANY : InetAddress.getLoopbackAddress());
        bound.stream().filter(address -> !bind.contains(address)).forEach(bind::add);
        return new V1Config(wanted.channel(), bind, wanted.ports());
    }

    public V1Config {
        bind = List.copyOf(bind);
        ports = List.copyOf(ports);
    }
}
