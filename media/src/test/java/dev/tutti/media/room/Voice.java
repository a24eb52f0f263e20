package dev.tutti.media.room;

import dev.tutti.foundation.Entropy;
import dev.tutti.foundation.NanoClock;
import dev.tutti.foundation.WallClock;
import dev.tutti.media.MediaServer;
import dev.tutti.media.RoomClient;
import dev.tutti.media.TestOffer;
import dev.tutti.media.ice.IceCredentials;
import dev.tutti.media.lightclient.LightClient;
import dev.tutti.media.lightclient.LightClientListener;
import dev.tutti.media.lightclient.LightClients;
import dev.tutti.media.sdp.SdpDescription;
import dev.tutti.media.sdp.SdpParser;
import dev.tutti.media.sdp.SdpSection;
import dev.tutti.rtp.RtpPacket;
import dev.tutti.rtp.RtpWriter;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import livekit.LivekitRtc.SignalResponse.MessageCase;

/** Somebody in a room with a voice and ears: real signalling, a real encrypted connection, readable audio. */
final class Voice implements LightClientListener {
    private static final int OPUS = 111;
    private static final int LEVEL_ID = 1;
    private static final String MICROPHONE = "1";
    private static final long PATIENCE_S = 10;

    /** What was heard: on which stream, and what it said. */
    record Heard(long ssrc, String text) {}

    /** All voices of a test on one thread: what one says before another reaches the hub before it. */
    static final class Crowd implements AutoCloseable {
        private final MediaServer server;
        private final LightClients clients;

        Crowd(MediaServer server) throws IOException {
            this.server = server;
            clients = LightClients.start(NanoClock.system(), WallClock.system(), Entropy.system());
        }

        @Override
        public void close() throws IOException {
            clients.close();
        }
    }

    final RoomClient signal;
    private final MediaServer server;
    private final LightClient client;
    private final CountDownLatch connected = new CountDownLatch(1);
    private final LinkedBlockingQueue<Heard> heard = new LinkedBlockingQueue<>();
    private final byte[] packet = new byte[512];
    private IceCredentials local;
    private boolean microphone;
    private int ears;
    private int sequence = 100;
    private String trackSid = "";

    private Voice(Crowd crowd, RoomClient signal) throws IOException {
        server = crowd.server;
        this.signal = signal;
        var clients = crowd.clients;
        client = clients.open(InetAddress.getLoopbackAddress(), this);
        local = client.localIce();
    }

    /** Joins, publishes a microphone, and connects. */
    static Voice speaking(Crowd crowd, RoomClient signal, boolean muted) throws Exception {
        var voice = new Voice(crowd, signal);
        signal.announce("mic", muted);
        voice.trackSid = signal.expect(MessageCase.TRACK_PUBLISHED)
                .getTrackPublished()
                .getTrack()
                .getSid();
        voice.microphone = true;
        voice.connect();
        return voice;
    }

    /** Joins with ears only, and connects. */
    static Voice listening(Crowd crowd, RoomClient signal, int ears) throws Exception {
        var voice = new Voice(crowd, signal);
        voice.ears = ears;
        voice.connect();
        return voice;
    }

    String trackSid() {
        return trackSid;
    }

    private void connect() throws Exception {
        var hub = Objects.requireNonNull(negotiate().remote());
        client.connect(server.loop().addresses().getFirst(), hub.ice(), hub.fingerprint());
        if (!connected.await(PATIENCE_S, TimeUnit.SECONDS)) {
            throw new AssertionError("not connected");
        }
        // The client's side of the handshake ends first: the hub has its keys when it calls the participant active.
        signal.expectActive();
    }

    /** Offers what it has; the answer. */
    SdpDescription negotiate() throws Exception {
        var offer =
                new TestOffer(local.ufrag(), local.pwd(), client.fingerprint().sdpValue());
        offer.data("0");
        if (microphone) {
            offer.audio(MICROPHONE, "sendonly", "mic");
        }
        for (int i = 0; i < ears; i++) {
            offer.audio("r" + i, "recvonly", null);
        }
        int id = signal.offer(offer.sdp());
        var answer = signal.expect(MessageCase.ANSWER, said -> said.getAnswer().getId() == id);
        return SdpParser.parse(answer.getAnswer().getSdp());
    }

    /** Waits until a track is to be heard, makes room for it, and returns the stream it comes on. */
    long listenTo(String track) throws Exception {
        while (true) {
            for (SdpSection section : negotiate().sections()) {
                if (track.equals(section.msidTrack())) {
                    return section.ssrc();
                }
            }
            int more = signal.expect(MessageCase.MEDIA_SECTIONS_REQUIREMENT)
                    .getMediaSectionsRequirement()
                    .getNumAudios();
            ears += more;
        }
    }

    void restartIce(RoomClient over) throws Exception {
        var moved = client.newCredentials();
        local = moved;
        var offer =
                new TestOffer(moved.ufrag(), moved.pwd(), client.fingerprint().sdpValue());
        offer.data("0");
        if (microphone) {
            offer.audio(MICROPHONE, "sendonly", "mic");
        }
        over.offer(offer.sdp());
        var answer = SdpParser.parse(over.expect(MessageCase.ANSWER).getAnswer().getSdp());
        client.restarted(moved, Objects.requireNonNull(answer.ice()), true);
    }

    void cut(boolean silent) {
        client.silence(silent);
    }

    void say(String text) {
        byte[] payload = text.getBytes(StandardCharsets.US_ASCII);
        var writer = new RtpWriter();
        writer.begin(packet, 0, false, OPUS);
        writer.stream(sequence & 0xFFFF, sequence * 960L, TestOffer.ssrc(MICROPHONE));
        writer.extension(LEVEL_ID, new byte[] {(byte) 0x8A}, 0, 1);
        int at = writer.end();
        System.arraycopy(payload, 0, packet, at, payload.length);
        sequence++;
        client.sendRtp(packet, at + payload.length);
    }

    Heard hear() {
        try {
            return Objects.requireNonNull(heard.poll(PATIENCE_S, TimeUnit.SECONDS), "nothing was heard");
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    /** Everything heard until that is said, it included. */
    List<String> hearUntil(String text) {
        var all = new ArrayList<String>();
        do {
            all.add(hear().text());
        } while (!all.getLast().equals(text));
        return all;
    }

    @Override
    public void connected() {
        connected.countDown();
    }

    @Override
    public void rtp(byte[] bytes, int offset, int length, long arrivalNs) {
        var rtp = new RtpPacket();
        if (rtp.wrap(bytes, offset, length)) {
            String text = new String(bytes, rtp.payloadOffset(), rtp.payloadLength(), StandardCharsets.ISO_8859_1);
            heard.add(new Heard(rtp.ssrc(), text));
        }
    }

    @Override
    public void rtcp(byte[] bytes, int offset, int length, long arrivalNs) {}

    @Override
    public void failed(String reason) {}

    @Override
    public void closed() {}
}
