package dev.tutti.media.transport;

import dev.tutti.media.dtls.DtlsConnection;
import dev.tutti.media.dtls.DtlsFailure;
import dev.tutti.media.dtls.DtlsListener;
import dev.tutti.media.ice.IceAgent;
import dev.tutti.media.ice.IceCredentials;
import dev.tutti.media.ice.StunWriter;
import dev.tutti.media.srtp.SrtpKey;
import dev.tutti.media.srtp.SrtpProfile;
import dev.tutti.media.srtp.SrtpReceiver;
import dev.tutti.media.srtp.SrtpSender;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the media loop knows of one peer; every method runs on the loop, except the inner DTLS listener's, which post to it. */
final class PeerState {
    private static final long SECOND_NS = 1_000_000_000L;
    /** A peer that has sent nothing for this long is asked whether it is there. */
    private static final long QUIET_NS = SECOND_NS;

    private static final long QUIET_PROBE_NS = SECOND_NS / 2;
    private static final long PROBE_NS = 5 * SECOND_NS;
    private static final long STALL_NS = 3 * SECOND_NS;
    /** For peers that never answer a probe: browsers then send a check every 2.5 to 6 s on their own. */
    private static final long UNPROBED_STALL_NS = 12 * SECOND_NS;

    private static final long CONNECT_NS = 30 * SECOND_NS;
    private static final long RESEND_QUIET_NS = 10_000_000L;

    private final MediaLoop loop;
    private final TransportListener listener;
    private final IceAgent agent;
    private final List<Path> paths = new ArrayList<>();
    private final StunWriter probe = new StunWriter();
    private final Meter meter = new Meter();
    private String ufrag;
    private @Nullable String replacedUfrag;
    private @Nullable RemoteDescription remote;
    private long remoteSetNs;
    private @Nullable Path selected;
    private @Nullable DtlsConnection dtls;
    private @Nullable SrtpSender sender;
    private @Nullable SrtpReceiver receiver;
    private PacketSink sink = PacketSink.NONE;
    private boolean connected;
    private boolean ended;
    private boolean stalled;
    private boolean answersProbes;
    private long lastHeardNs;
    private long lastProbeNs;

    PeerState(MediaLoop loop, TransportListener listener, IceAgent agent, String ufrag) {
        this.loop = loop;
        this.listener = listener;
        this.agent = agent;
        this.ufrag = ufrag;
    }

    IceAgent agent() {
        return agent;
    }

    List<Path> paths() {
        return paths;
    }

    @Nullable Path selected() {
        return selected;
    }

    long lastHeardNs() {
        return lastHeardNs;
    }

    void sink(PacketSink next) {
        if (ended) {
            next.closed();
        } else {
            sink = next;
        }
    }

    void remote(RemoteDescription description, long nowNs) {
        if (remote != null || ended) {
            return;
        }
        remote = description;
        remoteSetNs = nowNs;
        agent.remote(description.ice());
        startDtls();
    }

    void remoteIce(IceCredentials credentials) {
        agent.remote(credentials);
    }

    /** New local credentials: the fragment in use stays good until the first check under the new one. */
    void restart(IceCredentials local) {
        if (ended) {
            return;
        }
        if (replacedUfrag != null) {
            loop.peers().removeUfrag(replacedUfrag);
        }
        replacedUfrag = ufrag;
        agent.restart(local);
        ufrag = local.ufrag();
        loop.peers().addUfrag(ufrag, this);
    }

    /** An authenticated check has come; the agent has already answered it. */
    void onCheck(Path path, boolean nominated, long nowNs) {
        heard(nowNs);
        boolean newGeneration = retireOldUfrag();
        if (selected == null || nominated || newGeneration) {
            selected = path;
        }
        startDtls();
        maybeConnected();
    }

    /** True at the first check of a new ICE generation: the fragment before it is forgotten. */
    private boolean retireOldUfrag() {
        if (replacedUfrag == null || agent.previousUfrag() != null) {
            return false;
        }
        loop.peers().removeUfrag(replacedUfrag);
        replacedUfrag = null;
        return true;
    }

    void onProbeAnswered(long rttNs, long nowNs) {
        answersProbes = true;
        meter.rtt(rttNs);
        heard(nowNs);
    }

    void onDtls(byte[] packet, int length) {
        var connection = dtls;
        if (connection == null || !connection.feed(packet, 0, length)) {
            loop.count().drop(DropReason.DTLS_QUEUE);
        }
    }

    void onMedia(byte[] packet, int length, long nowNs) {
        var keys = receiver;
        if (keys == null) {
            loop.count().drop(DropReason.NO_KEYS);
            return;
        }
        // RFC 5761: payload types 64 to 95 with the marker bit are RTCP.
        int second = packet[1] & 0xFF;
        boolean rtcp = second >= 192 && second <= 223;
        byte[] clear = loop.clear();
        int plain = rtcp ? keys.unprotectRtcp(packet, 0, length, clear) : keys.unprotectRtp(packet, 0, length, clear);
        if (plain < 0) {
            loop.count().drop(plain == SrtpReceiver.REPLAYED ? DropReason.REPLAYED : DropReason.BAD_AUTH);
            return;
        }
        heard(nowNs);
        meter.received(length);
        if (rtcp) {
            sink.rtcp(clear, 0, plain, nowNs);
        } else if (!sink.rtp(clear, 0, plain, nowNs)) {
            loop.count().drop(DropReason.UNKNOWN_STREAM);
        }
    }

    boolean sendRtp(byte[] packet, int offset, int length, @Nullable ResendRing ring) {
        var keys = sender;
        if (keys == null || ended) {
            return false;
        }
        byte[] wire = loop.wire();
        int protectedLength = keys.protectRtp(packet, offset, length, wire);
        if (protectedLength < 0) {
            return false;
        }
        if (ring != null) {
            ring.store((packet[offset + 2] & 0xFF) << 8 | (packet[offset + 3] & 0xFF), wire, protectedLength);
        }
        return send(wire, protectedLength);
    }

    boolean resend(ResendRing ring, int sequence, long nowNs) {
        int slot = ring.take(sequence, nowNs, RESEND_QUIET_NS);
        return slot >= 0 && !ended && send(ring.bytes(slot), ring.length(slot));
    }

    boolean sendRtcp(byte[] packet, int offset, int length) {
        var keys = sender;
        if (keys == null || ended) {
            return false;
        }
        byte[] wire = loop.wire();
        int protectedLength = keys.protectRtcp(packet, offset, length, wire);
        return protectedLength >= 0 && send(wire, protectedLength);
    }

    private boolean send(byte[] bytes, int length) {
        var path = selected;
        if (path == null) {
            loop.count().drop(DropReason.SEND_FAILED);
            return false;
        }
        loop.outgoing().add(bytes, length, path.socket, path.remote);
        meter.sent(length);
        return true;
    }

    private void heard(long nowNs) {
        lastHeardNs = nowNs;
        if (stalled) {
            stalled = false;
            listener.recovered();
        }
    }

    void tick(long nowNs) {
        if (ended) {
            return;
        }
        if (!connected) {
            if (remote != null && nowNs - remoteSetNs > CONNECT_NS) {
                fail(TransportFailure.HANDSHAKE_TIMEOUT);
            }
            return;
        }
        sink.tick(nowNs);
        long quietNs = nowNs - lastHeardNs;
        if (nowNs - lastProbeNs > (quietNs > QUIET_NS ? QUIET_PROBE_NS : PROBE_NS) && agent.probe(probe, nowNs)) {
            lastProbeNs = nowNs;
            send(probe.array(), probe.length());
        }
        if (agent.consentExpired(nowNs)) {
            fail(TransportFailure.CONSENT_EXPIRED);
        } else if (!stalled && quietNs > (answersProbes ? STALL_NS : UNPROBED_STALL_NS)) {
            stalled = true;
            listener.stalled();
        }
    }

    boolean ended() {
        return ended;
    }

    TransportStats stats(long nowNs) {
        return meter.snapshot(
                connected && !ended, stalled, lastHeardNs == 0 ? -1 : (nowNs - lastHeardNs) / 1_000_000, nowNs);
    }

    private void startDtls() {
        var description = remote;
        if (dtls == null && description != null && selected != null && !ended) {
            dtls = DtlsConnection.start(
                    loop.identity(),
                    description.fingerprint(),
                    description.setup().answer(),
                    new DtlsEvents());
        }
    }

    private void maybeConnected() {
        if (!connected && sender != null && selected != null) {
            connected = true;
            listener.connected();
        }
    }

    private void fail(TransportFailure reason) {
        if (end()) {
            listener.failed(reason);
        }
    }

    /** Ends everything that was going on; the last path stays known, for the goodbye that DTLS still sends. */
    private boolean end() {
        if (ended) {
            return false;
        }
        ended = true;
        loop.peers().remove(this);
        loop.count().transports(loop.peers().count());
        var connection = dtls;
        if (connection != null) {
            connection.close();
        }
        sink.closed();
        sink = PacketSink.NONE;
        return true;
    }

    void close() {
        if (end()) {
            listener.closed();
        }
    }

    /** Carries what the DTLS thread has to say to the loop. */
    private final class DtlsEvents implements DtlsListener {
        @Override
        public void send(byte[] datagram) {
            loop.tryPost(() -> PeerState.this.send(datagram, datagram.length));
        }

        @Override
        public void established(SrtpProfile profile, SrtpKey sendKey, SrtpKey receiveKey) {
            var outgoing = new SrtpSender(profile, sendKey);
            var incoming = new SrtpReceiver(profile, receiveKey);
            loop.postUnlessStopped(() -> {
                sender = outgoing;
                receiver = incoming;
                maybeConnected();
            });
        }

        @Override
        public void data(byte[] bytes, int length) {
            // SCTP is answered in a later issue; reading keeps the association alive until then.
        }

        @Override
        public void failed(DtlsFailure reason) {
            loop.postUnlessStopped(() -> fail(
                    switch (reason) {
                        case WRONG_FINGERPRINT -> TransportFailure.WRONG_FINGERPRINT;
                        case REFUSED -> TransportFailure.HANDSHAKE_FAILED;
                        case TIMED_OUT -> TransportFailure.HANDSHAKE_TIMEOUT;
                    }));
        }

        @Override
        public void closed() {
            loop.postUnlessStopped(PeerState.this::close);
        }
    }
}
