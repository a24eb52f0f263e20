package dev.tutti.media.transport;

import dev.tutti.media.srtp.SrtpKey;
import dev.tutti.media.srtp.SrtpProfile;
import dev.tutti.media.srtp.SrtpReceiver;
import dev.tutti.media.srtp.SrtpSender;
import dev.tutti.rtp.Bytes;
import dev.tutti.rtp.RtpWriter;

/** Runs both cipher suites over a few hundred packets, so that the first speaker's do not wait for class loading. */
final class CipherWarmUp {
    private static final int PACKETS = 400;
    private static final int PAYLOAD_LENGTH = 80;

    private CipherWarmUp() {}

    static void run() {
        var writer = new RtpWriter();
        var packet = new byte[256];
        var wire = new byte[512];
        var clear = new byte[512];
        for (var profile : SrtpProfile.values()) {
            var key = new SrtpKey(new byte[profile.keyLength()], new byte[profile.saltLength()]);
            var sender = new SrtpSender(profile, key);
            var receiver = new SrtpReceiver(profile, key);
            for (int i = 0; i < PACKETS; i++) {
                writer.begin(packet, 0, false, 111);
                writer.stream(i, i * 960L, 1);
                int length = writer.end() + PAYLOAD_LENGTH;
                int sent = sender.protectRtp(packet, 0, length, wire);
                if (receiver.unprotectRtp(wire, 0, sent, clear) != length) {
                    throw new IllegalStateException(profile + " does not work in this JDK");
                }
            }
            Bytes.put32(packet, 0, 0x80C90001L);
            int sent = sender.protectRtcp(packet, 0, 8, wire);
            if (receiver.unprotectRtcp(wire, 0, sent, clear) != 8) {
                throw new IllegalStateException(profile + " does not work in this JDK");
            }
        }
    }
}
