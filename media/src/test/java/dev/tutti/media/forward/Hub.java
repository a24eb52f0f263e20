package dev.tutti.media.forward;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tutti.foundation.Entropy;
import dev.tutti.foundation.WallClock;
import dev.tutti.media.dtls.DtlsFingerprint;
import dev.tutti.media.dtls.DtlsSetup;
import dev.tutti.media.lightclient.LightClient;
import dev.tutti.media.lightclient.LightClientListener;
import dev.tutti.media.lightclient.LightClients;
import dev.tutti.media.transport.MediaLoop;
import dev.tutti.media.transport.MediaLoopConfig;
import dev.tutti.media.transport.PeerTransport;
import dev.tutti.media.transport.RemoteDescription;
import dev.tutti.media.transport.TransportFailure;
import dev.tutti.media.transport.TransportListener;
import dev.tutti.rtp.RtcpReader;
import dev.tutti.rtp.RtpPacket;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A real media loop on a real socket, and light clients that join it as a browser would. */
public final class Hub implements AutoCloseable {
    private static final long PATIENCE_S = 10;

    public final SteppedClock clock = new SteppedClock();
    public final MediaLoop loop;
    public final LightClients clients;
    final Forwarder forwarder;

    public Hub() throws IOException {
        loop = MediaLoop.start(new MediaLoopConfig(
                List.of(InetAddress.getLoopbackAddress()), 0, clock, WallClock.system(), Entropy.system()));
        clients = LightClients.start(clock, WallClock.system(), Entropy.system());
        forwarder = new Forwarder(loop, Entropy.system());
    }

    public Peer join() throws IOException {
        var peer = new Peer();
        peer.connect(peer.client.fingerprint());
        peer.await("connected");
        peer.awaitClient("connected");
        return peer;
    }

    public Peer stranger() throws IOException {
        return new Peer();
    }

    /** Packets travel on other threads: asks the loop until the track has taken so many. */
    void awaitReceived(TrackPublisher track, long packets) {
        long received = 0;
        for (int i = 0; i < 1_000_000 && received < packets; i++) {
            received = onLoop(() -> track.track().receivedPackets());
        }
        assertThat(received).isGreaterThanOrEqualTo(packets);
    }

    /** Waits until the loop has done everything that was asked of it before. */
    public void settle() {
        assertThat(onLoop(loop::onLoop)).isTrue();
    }

    public <T> T onLoop(Supplier<T> question) {
        var answer = new CompletableFuture<T>();
        loop.post(() -> answer.complete(question.get()));
        return answer.join();
    }

    @Override
    public void close() throws IOException {
        clients.close();
        loop.close();
    }

    /** Both ends of one peer connection, and what each was told. */
    public final class Peer implements TransportListener, LightClientListener {
        public final LinkedBlockingQueue<String> told = new LinkedBlockingQueue<>();
        public final LinkedBlockingQueue<String> clientTold = new LinkedBlockingQueue<>();
        public final LinkedBlockingQueue<byte[]> packets = new LinkedBlockingQueue<>();
        public final LinkedBlockingQueue<byte[]> reports = new LinkedBlockingQueue<>();
        public final PeerTransport transport;
        public final LightClient client;
        int silences;

        private Peer() throws IOException {
            transport = loop.open(this);
            client = clients.open(InetAddress.getLoopbackAddress(), this);
        }

        public void connect(DtlsFingerprint claimed) {
            transport.setRemote(new RemoteDescription(client.localIce(), claimed, DtlsSetup.ACTIVE));
            client.connect(transport.candidates().getFirst().address(), transport.localIce(), transport.fingerprint());
        }

        public void await(String event) {
            assertThat(take(told)).isEqualTo(event);
        }

        public void awaitClient(String event) {
            assertThat(take(clientTold)).isEqualTo(event);
        }

        boolean heardWithin(long ms) {
            var packet = poll(packets, ms);
            if (packet != null) {
                packets.add(packet);
            }
            return packet != null;
        }

        /** Lets time pass in steps until the owner is told this. */
        public void awaitWhileTimePasses(String event, long stepMs) {
            String last = "";
            for (int i = 0; i < 2000 && !event.equals(last); i++) {
                clock.advanceMs(stepMs);
                last = poll(told, 10);
            }
            assertThat(last).isEqualTo(event);
        }

        /** The next report that has a packet of this type, positioned on it. */
        RtcpReader report(int type) {
            var reader = new RtcpReader();
            for (int i = 0; i < 1000; i++) {
                clock.advanceMs(20);
                var bytes = poll(reports, 10);
                if (bytes != null && reader.wrap(bytes, 0, bytes.length)) {
                    while (reader.next()) {
                        if (reader.type() == type) {
                            return reader;
                        }
                    }
                }
            }
            throw new AssertionError("No report of type " + type);
        }

        /** The next packet that is not the silence which ends a talk spurt; that is counted. */
        Heard hear() {
            var heard = hearAny();
            while (heard.silent()) {
                silences++;
                heard = hearAny();
            }
            return heard;
        }

        Heard hearAny() {
            var bytes = take(packets);
            assertThat(bytes)
                    .as("a packet; %s, told %s", loop.counters().dropped(), told)
                    .isNotNull();
            var rtp = new RtpPacket();
            assertThat(rtp.wrap(bytes, 0, bytes.length)).isTrue();
            return new Heard(
                    rtp.payloadType(),
                    rtp.marker(),
                    rtp.sequence(),
                    rtp.timestamp(),
                    rtp.ssrc(),
                    new String(bytes, rtp.payloadOffset(), rtp.payloadLength(), StandardCharsets.ISO_8859_1));
        }

        @Override
        public void connected() {
            // Both interfaces share this name, so the thread tells who speaks.
            (loop.onLoop() ? told : clientTold).add("connected");
        }

        @Override
        public void failed(TransportFailure reason) {
            told.add("failed " + reason);
        }

        @Override
        public void failed(String reason) {
            clientTold.add("failed " + reason);
        }

        @Override
        public void stalled() {
            told.add("stalled");
        }

        @Override
        public void recovered() {
            told.add("recovered");
        }

        @Override
        public void closed() {
            (loop.onLoop() ? told : clientTold).add("closed");
        }

        @Override
        public void rtp(byte[] packet, int offset, int length, long arrivalNs) {
            packets.add(Arrays.copyOfRange(packet, offset, offset + length));
        }

        @Override
        public void rtcp(byte[] packet, int offset, int length, long arrivalNs) {
            reports.add(Arrays.copyOfRange(packet, offset, offset + length));
        }
    }

    record Heard(int payloadType, boolean marker, int sequence, long timestamp, long ssrc, String text) {
        boolean silent() {
            return text.equals("\u00f8\u00ff\u00fe");
        }
    }

    static <T> @Nullable T take(LinkedBlockingQueue<T> queue) {
        return poll(queue, PATIENCE_S * 1000);
    }

    private static <T> @Nullable T poll(LinkedBlockingQueue<T> queue, long ms) {
        try {
            return queue.poll(ms, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
