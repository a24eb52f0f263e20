package dev.tutti.benchmarks.load;

import dev.tutti.benchmarks.client.LiveKitMember;
import dev.tutti.benchmarks.client.WebSocketLoop;
import dev.tutti.benchmarks.floor.FloorClient.Connecting;
import dev.tutti.benchmarks.floor.FloorLedger;
import dev.tutti.benchmarks.forward.Arrivals;
import dev.tutti.benchmarks.hub.HubApi.OpenSession;
import dev.tutti.foundation.NanoClock;
import dev.tutti.media.lightclient.LightClients;
import dev.tutti.media.lightclient.MediaWay;
import java.util.concurrent.atomic.AtomicInteger;

/** What the participants of one load run share. */
record LoadScene(Sockets sockets, Findings findings, NanoClock clock) {
    /** The loops that read for everybody. */
    record Sockets(LightClients media, WebSocketLoop loop, MediaWay way) {
        LiveKitMember.Loops voice() {
            return new LiveKitMember.Loops(media, loop, way);
        }
    }

    /** Where what is seen ends up; {@code steady} counts the listeners that neither talk nor leave. */
    record Findings(LoadTally tally, FloorLedger ledger, Arrivals arrivals, AtomicInteger steady) {}

    Connecting connecting(LoadTarget target, OpenSession session) {
        return new Connecting(sockets.loop(), target.webSocket(), session.id(), clock);
    }
}
