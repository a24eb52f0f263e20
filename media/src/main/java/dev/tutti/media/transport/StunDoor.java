package dev.tutti.media.transport;

import dev.tutti.media.ice.IceAgent;
import dev.tutti.media.ice.StunMessage;
import dev.tutti.media.ice.StunType;
import dev.tutti.media.ice.StunWriter;
import java.net.InetSocketAddress;

/** Where STUN comes in: checks go to the peer they name, answers to the peer we asked, the rest is answered plainly. */
final class StunDoor {
    private static final int PLAIN_PER_SECOND = 500;
    private static final int PLAIN_BURST = 200;

    private final PeerTable peers;
    private final LoopCounters counters;
    private final StunMessage message = new StunMessage();
    private final StunWriter answer = new StunWriter();
    private final RateLimit plain = new RateLimit(PLAIN_PER_SECOND, PLAIN_BURST);

    StunDoor(PeerTable peers, LoopCounters counters) {
        this.peers = peers;
        this.counters = counters;
    }

    void onDatagram(MediaSocket socket, InetSocketAddress source, byte[] bytes, int length, long nowNs) {
        if (!message.wrap(bytes, 0, length) || (message.hasFingerprint() && !message.fingerprintValid())) {
            counters.drop(DropReason.BAD_STUN);
            return;
        }
        switch (message.type()) {
            case StunType.BINDING_REQUEST -> onRequest(socket, source, nowNs);
            case StunType.BINDING_SUCCESS, StunType.BINDING_ERROR -> onAnswer(source, nowNs);
            default -> counters.drop(DropReason.BAD_STUN);
        }
    }

    private void onRequest(MediaSocket socket, InetSocketAddress source, long nowNs) {
        if (!message.hasUsername()) {
            onPlainRequest(socket, source, nowNs);
            return;
        }
        String ufrag = message.receiverUfrag();
        var peer = ufrag == null ? null : peers.byUfrag(ufrag);
        if (peer == null || ufrag == null) {
            refuse(socket, source, nowNs);
            return;
        }
        var check = peer.agent().onRequest(message, ufrag, source, answer, nowNs);
        if (check == IceAgent.Check.REFUSED) {
            counters.drop(DropReason.BAD_STUN);
            if (plain.take(nowNs)) {
                send(socket, source);
            }
            return;
        }
        var path = peers.validate(peer, source, socket, nowNs);
        if (path == null) {
            counters.drop(DropReason.BAD_STUN);
            return;
        }
        send(socket, source);
        peer.onCheck(path, check == IceAgent.Check.NOMINATED, nowNs);
    }

    private void onPlainRequest(MediaSocket socket, InetSocketAddress source, long nowNs) {
        if (!plain.take(nowNs)) {
            counters.drop(DropReason.STUN_RATE);
            return;
        }
        answer.begin(StunType.BINDING_SUCCESS, message.array(), message.transactionOffset())
                .xorMappedAddress(source)
                .fingerprint();
        send(socket, source);
    }

    private void refuse(MediaSocket socket, InetSocketAddress source, long nowNs) {
        counters.drop(DropReason.BAD_STUN);
        if (plain.take(nowNs)) {
            answer.begin(StunType.BINDING_ERROR, message.array(), message.transactionOffset())
                    .error(401, "Unauthenticated")
                    .fingerprint();
            send(socket, source);
        }
    }

    private void onAnswer(InetSocketAddress source, long nowNs) {
        var path = peers.byAddress(source);
        long rttNs = path == null ? -1 : path.peer.agent().onAnswer(message, nowNs);
        if (path == null || rttNs < 0) {
            counters.drop(DropReason.BAD_STUN);
            return;
        }
        path.peer.onProbeAnswered(rttNs, nowNs);
    }

    private void send(MediaSocket socket, InetSocketAddress target) {
        if (socket.send(answer.array(), answer.length(), target)) {
            counters.out(answer.length());
        } else {
            counters.drop(DropReason.SEND_FAILED);
        }
    }
}
