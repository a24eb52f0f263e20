package dev.tutti.node.cluster;

import dev.tutti.cluster.Misfit;
import dev.tutti.cluster.RefusalLog;
import dev.tutti.cluster.datagram.DatagramListener;
import dev.tutti.cluster.discovery.ProbeDesk;
import dev.tutti.foundation.NodeId;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What comes by UDP: of members to the mail, of strangers to the desk that says who is here; the datagrams' thread. */
final class DatagramDoor implements DatagramListener {
    private final NodeMail mail;
    private final RefusalLog refusals;
    private final Supplier<@Nullable ProbeDesk> probes;

    /** @param probes null before there is one */
    DatagramDoor(NodeMail mail, RefusalLog refusals, Supplier<@Nullable ProbeDesk> probes) {
        this.mail = mail;
        this.refusals = refusals;
        this.probes = probes;
    }

    @Override
    public void received(NodeId peer, ByteBuffer envelope) {
        mail.datagram(peer, envelope);
    }

    @Override
    public boolean stranger(ByteBuffer datagram, InetSocketAddress from) {
        var desk = probes.get();
        var outcome = desk == null ? ProbeDesk.Outcome.TAKEN : desk.received(datagram, from);
        var who = from.getAddress().getHostAddress();
        switch (outcome) {
            case TOO_OFTEN -> refusals.refused(Misfit.TOO_OFTEN, who, "asks who is here");
            case UNASKED -> refusals.refused(Misfit.UNASKED, who, "says who it is");
            case TAKEN, NO_PROBE -> {}
        }
        return outcome != ProbeDesk.Outcome.NO_PROBE;
    }
}
