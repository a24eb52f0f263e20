package dev.tutti.node.v1;

import dev.tutti.foundation.Entropy;
import dev.tutti.foundation.NanoClock;
import dev.tutti.foundation.SessionId;
import dev.tutti.foundation.UserId;
import dev.tutti.foundation.WallClock;
import dev.tutti.media.lightclient.LightClientListener;
import dev.tutti.media.lightclient.LightClients;
import dev.tutti.media.lightclient.LightMember;
import dev.tutti.media.lightclient.MediaWay;
import dev.tutti.media.signal.SignalAdapter;
import dev.tutti.media.signal.SignalConnection;
import dev.tutti.media.signal.SignalHandshake;
import dev.tutti.media.signal.SignalRefused;
import dev.tutti.media.signal.SignalSink;
import dev.tutti.rtp.RtpPacket;
import dev.tutti.rtp.RtpWriter;
import java.io.IOException;
import java.net.InetAddress;
import java.util.HashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * The way into this node's rooms that every client takes, with signalling inside of the process and media over its own sockets:
 * what holds for SDKs (gates, ears, pre-roll, other nodes) holds for v1 without another word.
 */
public final class LightRoomVoice implements RoomVoice, AutoCloseable {
    private static final InetAddress ANY = InetAddress.ofLiteral("0.0.0.0");

    private final NanoClock clock;
    private final SignalAdapter signals;
    private final Tokens tokens;
    private final LightClients clients;
    private final AtomicInteger ssrcs = new AtomicInteger(0x7631_0000);

    /** Makes somebody's token for a session's room. */
    @FunctionalInterface
    public interface Tokens {
        String token(SessionId session, UserId user, String name);
    }

    private LightRoomVoice(SignalAdapter signals, Tokens tokens, LightClients clients, NanoClock clock) {
        this.clock = clock;
        this.signals = signals;
        this.tokens = tokens;
        this.clients = clients;
    }

    public static LightRoomVoice start(
            SignalAdapter signals, Tokens tokens, NanoClock clock, WallClock wallClock, Entropy entropy)
            throws IOException {
        return new LightRoomVoice(signals, tokens, LightClients.start(clock, wallClock, entropy), clock);
    }

    @Override
    public Seat enter(SessionId session, UserId user, String name, Ear ear) throws IOException, InterruptedException {
        var seat = new LightSeat(ear, Integer.toUnsignedLong(ssrcs.incrementAndGet()));
        try {
            seat.open(tokens.token(session, user, name));
            return seat;
        } catch (IOException | InterruptedException | RuntimeException e) {
            seat.leave();
            throw e;
        }
    }

    @Override
    public void close() throws IOException {
        clients.close();
    }

    /** One person's signalling and media. */
    private final class LightSeat implements Seat, SignalSink, LightClientListener {
        private static final int FRAME_TICKS = 960;
        private static final int MAX_PACKET = 600;

        private final Ear ear;
        private final long ssrc;
        private final LightMember member;
        /** Requests and answers cross without waiting for each other. */
        private final ExecutorService signalling = Executors.newSingleThreadExecutor(
                Thread.ofVirtual().name("v1-signal").factory());

        private final RtpWriter writer = new RtpWriter();
        private final RtpPacket view = new RtpPacket();
        private final byte[] packet = new byte[MAX_PACKET];
        private volatile @Nullable SignalConnection connection;
        private int sequence;
        private long timestamp;

        LightSeat(Ear ear, long ssrc) throws IOException {
            this.ear = ear;
            this.ssrc = ssrc;
            member = new LightMember(clients, MediaWay.from(ANY), this::request, this);
        }

        void open(String token) throws IOException, InterruptedException {
            var query = new HashMap<>(LightMember.QUERY);
            query.put("access_token", token);
            try {
                var opened = signals.open(new SignalHandshake("/rtc", query, null, "127.0.0.1", "localhost"), this);
                connection = opened;
                opened.onOpen();
            } catch (SignalRefused refused) {
                throw new IOException("The room is closed to " + ssrc + ": " + refused.text(), refused);
            }
            member.awaitJoined();
            member.publish(ssrc);
        }

        private void request(byte[] frame) {
            later(() -> {
                SignalConnection to = connection;
                if (to != null) {
                    to.onBinary(frame);
                }
            });
        }

        private void later(Runnable task) {
            try {
                signalling.execute(task);
            } catch (RejectedExecutionException _) {
                // left already
            }
        }

        @Override
        public void send(byte[] frame) {
            later(() -> member.received(frame));
        }

        @Override
        public void sendText(String frame) {
            // Only clients that speak JSON are sent text.
        }

        @Override
        public void close(int code, String reason) {
            later(() -> member.ended(code + " " + reason));
        }

        @Override
        public void rtp(byte[] bytes, int offset, int length, long arrivalNs) {
            if (view.wrap(bytes, offset, length)) {
                ear.heard(view.ssrc(), bytes, view.payloadOffset(), view.payloadLength());
            }
        }

        @Override
        public void frame(byte[] opus, int length, boolean first) {
            if (first) {
                timestamp = clock.nanoTime() / 1_000_000 * (FRAME_TICKS / 20);
            }
            writer.begin(packet, 0, first, LightMember.OPUS);
            writer.stream(sequence++ & 0xFFFF, timestamp & 0xFFFF_FFFFL, ssrc);
            int at = writer.end();
            timestamp += FRAME_TICKS;
            System.arraycopy(opus, 0, packet, at, length);
            member.send(packet, at + length);
        }

        @Override
        public void alive() {
            member.ping(clock.nanoTime() / 1_000_000);
        }

        @Override
        public void leave() {
            member.leave();
            later(() -> {
                SignalConnection to = connection;
                if (to != null) {
                    to.onClosed();
                }
            });
            signalling.shutdown();
        }
    }
}
