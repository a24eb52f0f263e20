package dev.tutti.cluster.link;

import dev.tutti.cluster.RefusalLog;
import dev.tutti.cluster.admission.AdmissionBook;
import dev.tutti.cluster.datagram.NodeDatagrams;
import dev.tutti.cluster.identity.NodeKey;
import dev.tutti.cluster.shared.SharedBook;
import dev.tutti.foundation.Entropy;
import dev.tutti.foundation.NanoClock;
import dev.tutti.wire.LinkMessage.Hello;
import dev.tutti.wire.LinkMessage.Probe;
import dev.tutti.wire.LinkMessage.ProbeReply;
import dev.tutti.wire.NodeTag;
import java.net.InetAddress;
import java.util.List;
import java.util.function.LongFunction;

/**
 * What links stand on.
 *
 * @param bind where to listen; empty for every address
 * @param port for connections; 0 for any free one
 * @param datagrams of the links, on the same port; somebody else starts and closes it
 */
public record LinkConfig(
        NodeKey key,
        List<InetAddress> bind,
        int port,
        int httpsPort,
        LinkTimes times,
        Books books,
        Voice voice,
        Platform platform,
        NodeDatagrams datagrams) {

    /** Who is a member, and what members share. */
    public record Books(AdmissionBook admission, SharedBook shared) {}

    /** Clock and randomness, and where it is said what was refused. */
    public record Platform(NanoClock clock, Entropy entropy, RefusalLog refusals) {}

    /** What this node says of itself; called on the links' threads, must not block. */
    public interface Voice {
        /** @param linkNumber by which this node wants the datagrams of that link marked */
        Hello hello(long linkNumber);

        /** To a probe that asks whether this node lives. */
        ProbeReply answer(Probe probe, NodeTag asker, long receivedAtUs);
    }

    LongFunction<Hello> hello() {
        return voice::hello;
    }
}
