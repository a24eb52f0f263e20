package dev.tutti.media.lightclient;

import dev.tutti.media.dtls.DtlsConnection;
import dev.tutti.media.dtls.DtlsFailure;
import dev.tutti.media.dtls.DtlsFingerprint;
import dev.tutti.media.dtls.DtlsListener;
import dev.tutti.media.dtls.DtlsSetup;
import dev.tutti.media.ice.IceCredentials;
import dev.tutti.media.ice.StunIntegrity;
import dev.tutti.media.ice.StunMessage;
import dev.tutti.media.ice.StunType;
import dev.tutti.media.ice.StunWriter;
import dev.tutti.media.srtp.SrtpKey;
import dev.tutti.media.srtp.SrtpProfile;
import dev.tutti.media.srtp.SrtpReceiver;
import dev.tutti.media.srtp.SrtpSender;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.channels.SelectionKey;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** One light WebRTC peer; public methods may be called from any thread. */
public final class LightClient {
    private static final int MAX_DATAGRAM = 2048;
    private static final long CHECK_NS = 50_000_000L;
    private static final long CONSENT_NS = 1_000_000_000L;

    private final LightClients clients;
    private final InetAddress localAddress;
    private final LightClientListener listener;
    private final StunMessage stun = new StunMessage();
    private final StunWriter request = new StunWriter();
    private final ByteBuffer in = ByteBuffer.allocateDirect(MAX_DATAGRAM);
    private final ByteBuffer out = ByteBuffer.allocateDirect(MAX_DATAGRAM);
    private final byte[] datagram = new byte[MAX_DATAGRAM];
    private final byte[] clear = new byte[MAX_DATAGRAM];
    private final byte[] wire = new byte[MAX_DATAGRAM + 64];
    private final long tieBreaker = 1;
    private volatile IceCredentials localIce;
    private StunIntegrity localIntegrity;
    private DatagramChannel channel;
    private @Nullable SelectionKey key;
    private @Nullable Remote remote;
    private boolean checked;
    private long nextCheckNs;
    private long lastCheckNs;
    private volatile long rttNs = -1;
    private @Nullable DtlsConnection dtls;
    private @Nullable SrtpSender sender;
    private @Nullable SrtpReceiver receiver;
    private boolean silent;
    private final AtomicLong repeated = new AtomicLong();

    /** The hub as its SDP answer describes it. */
    private record Remote(
            InetSocketAddress address, IceCredentials ice, StunIntegrity integrity, DtlsFingerprint fingerprint) {}

    LightClient(LightClients clients, InetAddress localAddress, LightClientListener listener) throws IOException {
        this.clients = clients;
        this.localAddress = localAddress;
        this.listener = listener;
        localIce = IceCredentials.generate(clients.entropy());
        localIntegrity = new StunIntegrity(localIce.pwd());
        channel = bind();
    }

    private DatagramChannel bind() throws IOException {
        var bound = DatagramChannel.open();
        bound.configureBlocking(false);
        bound.bind(new InetSocketAddress(localAddress, 0));
        return bound;
    }

    public IceCredentials localIce() {
        return localIce;
    }

    /** The fingerprint to put into SDP; the client is always {@code a=setup:active}. */
    public DtlsFingerprint fingerprint() {
        return clients.identity().fingerprint();
    }

    /** Begins checks and then the handshake. */
    public void connect(InetSocketAddress hub, IceCredentials hubIce, DtlsFingerprint hubFingerprint) {
        clients.post(() -> remote = new Remote(hub, hubIce, new StunIntegrity(hubIce.pwd()), hubFingerprint));
    }

    /** New local credentials for an ICE restart; they are used once the hub's answer is given to {@link #restarted}. */
    public IceCredentials newCredentials() {
        return IceCredentials.generate(clients.entropy());
    }

    /** Checks go on with the new credentials of both sides, from a new socket when asked: DTLS and SRTP stay. */
    public void restarted(IceCredentials ours, IceCredentials hubIce, boolean newSocket) {
        localIce = ours;
        clients.post(() -> {
            localIntegrity = new StunIntegrity(ours.pwd());
            var before = remote;
            if (before != null) {
                remote = new Remote(before.address(), hubIce, new StunIntegrity(hubIce.pwd()), before.fingerprint());
            }
            checked = false;
            nextCheckNs = clients.nowNs();
            if (newSocket) {
                rebind();
            }
        });
    }

    /** Moves to a new socket at once, as a phone that changes networks does. */
    public void roam() {
        clients.post(() -> {
            rebind();
            checked = false;
            nextCheckNs = clients.nowNs();
        });
    }

    /** While true nothing is sent or taken, as with a cut cable. */
    public void silence(boolean cut) {
        clients.post(() -> silent = cut);
    }

    /** Encrypts and sends a copy of an RTP packet. */
    public void sendRtp(byte[] packet, int length) {
        byte[] copy = Arrays.copyOf(packet, length);
        clients.post(() -> {
            var keys = sender;
            if (keys != null) {
                sendDatagram(wire, keys.protectRtp(copy, 0, length, wire));
            }
        });
    }

    /** Encrypts and sends a copy of a compound RTCP packet. */
    public void sendRtcp(byte[] packet, int length) {
        byte[] copy = Arrays.copyOf(packet, length);
        clients.post(() -> {
            var keys = sender;
            if (keys != null) {
                sendDatagram(wire, keys.protectRtcp(copy, 0, length, wire));
            }
        });
    }

    /** Sends these bytes as they are, for tests of what the hub refuses. */
    public void sendRaw(byte[] bytes) {
        byte[] copy = bytes.clone();
        clients.post(() -> sendDatagram(copy, copy.length));
    }

    /** The round trip of the last answered check, −1 before the first. */
    public long rttNs() {
        return rttNs;
    }

    /** How many RTP packets came that had come before. */
    public long repeatedPackets() {
        return repeated.get();
    }

    /** The local address of the socket at present. */
    public InetSocketAddress address() throws IOException {
        return (InetSocketAddress) channel.getLocalAddress();
    }

    /** Ends DTLS with a goodbye. */
    public void close() {
        clients.post(() -> {
            var connection = dtls;
            if (connection == null) {
                release();
            } else {
                connection.close();
            }
        });
    }

    void register() {
        try {
            key = channel.register(clients.selector(), SelectionKey.OP_READ, this);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void release() {
        clients.remove(this);
        if (key != null) {
            key.cancel();
        }
        try {
            channel.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void rebind() {
        try {
            if (key != null) {
                key.cancel();
            }
            channel.close();
            channel = bind();
            register();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void tick(long nowNs) {
        var hub = remote;
        if (hub == null || nowNs - nextCheckNs < 0) {
            return;
        }
        nextCheckNs = nowNs + (checked ? CONSENT_NS : CHECK_NS);
        lastCheckNs = nowNs;
        request.begin(StunType.BINDING_REQUEST, clients.entropy().bytes(StunMessage.TRANSACTION_LENGTH), 0)
                .username(hub.ice().ufrag() + ':' + localIce.ufrag())
                .priority(0x6E_FF_FF_FFL)
                .controlling(tieBreaker)
                .useCandidate()
                .integrity(hub.integrity())
                .fingerprint();
        sendDatagram(request.array(), request.length());
    }

    void readable() {
        try {
            while (true) {
                in.clear();
                if (channel.receive(in) == null) {
                    return;
                }
                in.flip();
                int length = in.remaining();
                in.get(datagram, 0, length);
                if (!silent && length >= 12) {
                    onDatagram(length, clients.nowNs());
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void onDatagram(int length, long nowNs) {
        int first = datagram[0] & 0xFF;
        if (first <= 3) {
            onStun(length, nowNs);
        } else if (first >= 20 && first <= 63) {
            var connection = dtls;
            if (connection != null) {
                connection.feed(datagram, 0, length);
            }
        } else if (first >= 128 && first <= 191) {
            onMedia(length, nowNs);
        }
    }

    private void onStun(int length, long nowNs) {
        var hub = remote;
        if (hub == null || !stun.wrap(datagram, 0, length) || !stun.fingerprintValid()) {
            return;
        }
        if (stun.type() == StunType.BINDING_SUCCESS && stun.integrityValid(hub.integrity())) {
            checked = true;
            rttNs = nowNs - lastCheckNs;
            if (dtls == null) {
                dtls = DtlsConnection.start(clients.identity(), hub.fingerprint(), DtlsSetup.ACTIVE, new DtlsEvents());
            }
        } else if (stun.type() == StunType.BINDING_REQUEST && stun.integrityValid(localIntegrity)) {
            request.begin(StunType.BINDING_SUCCESS, stun.array(), stun.transactionOffset())
                    .xorMappedAddress(hub.address())
                    .integrity(localIntegrity)
                    .fingerprint();
            sendDatagram(request.array(), request.length());
        }
    }

    private void onMedia(int length, long nowNs) {
        var keys = receiver;
        if (keys == null) {
            return;
        }
        int second = datagram[1] & 0xFF;
        if (second >= 192 && second <= 223) {
            int plain = keys.unprotectRtcp(datagram, 0, length, clear);
            if (plain > 0) {
                listener.rtcp(clear, 0, plain, nowNs);
            }
        } else {
            int plain = keys.unprotectRtp(datagram, 0, length, clear);
            if (plain > 0) {
                listener.rtp(clear, 0, plain, nowNs);
            } else if (plain == SrtpReceiver.REPLAYED) {
                repeated.incrementAndGet();
            }
        }
    }

    private void sendDatagram(byte[] bytes, int length) {
        var hub = remote;
        if (length <= 0 || silent || hub == null || !channel.isOpen()) {
            return;
        }
        try {
            out.clear();
            out.put(bytes, 0, length).flip();
            channel.send(out, hub.address());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private final class DtlsEvents implements DtlsListener {
        @Override
        public void send(byte[] datagram) {
            clients.post(() -> sendDatagram(datagram, datagram.length));
        }

        @Override
        public void established(SrtpProfile profile, SrtpKey sendKey, SrtpKey receiveKey) {
            var outgoing = new SrtpSender(profile, sendKey);
            var incoming = new SrtpReceiver(profile, receiveKey);
            clients.post(() -> {
                sender = outgoing;
                receiver = incoming;
                listener.connected();
            });
        }

        @Override
        public void data(byte[] bytes, int length) {
            // No data channels here.
        }

        @Override
        public void failed(DtlsFailure reason) {
            clients.post(() -> {
                release();
                listener.failed(reason.name());
            });
        }

        @Override
        public void closed() {
            clients.post(() -> {
                release();
                listener.closed();
            });
        }
    }
}
