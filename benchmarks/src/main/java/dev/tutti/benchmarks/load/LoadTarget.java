package dev.tutti.benchmarks.load;

import dev.tutti.benchmarks.hub.HubProcess;
import java.net.URI;
import java.util.OptionalLong;

/**
 * The hub under load.
 *
 * @param pid of its process, where it runs on this machine and we know it
 */
record LoadTarget(URI http, URI webSocket, OptionalLong pid) {
    static LoadTarget of(HubProcess hub) {
        return new LoadTarget(hub.http(), hub.webSocket(), OptionalLong.of(hub.pid()));
    }

    /** Another hub, at a plain address. */
    static LoadTarget at(URI http, OptionalLong pid) {
        return new LoadTarget(http, URI.create("ws" + http.toString().substring("http".length())), pid);
    }
}
