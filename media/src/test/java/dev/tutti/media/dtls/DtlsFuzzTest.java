package dev.tutti.media.dtls;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.tutti.foundation.Entropy;
import dev.tutti.foundation.WallClock;
import dev.tutti.rtp.Bytes;
import java.io.IOException;
import org.bouncycastle.tls.DTLSServerProtocol;
import org.bouncycastle.tls.DatagramTransport;

/** Whatever datagrams come during a handshake, it ends with a refusal: no hang, no error of the machine. */
class DtlsFuzzTest {
    private static final DtlsIdentity HUB = DtlsIdentity.generate(Entropy.seeded(1), WallClock.system());
    private static final int MAX_DATAGRAMS = 16;

    @FuzzTest(maxDuration = "60s")
    void anyDatagramsEndInARefusal(byte[] data) {
        var wire = new Wire(data);
        try {
            var peer = new DtlsPeer(HUB, HUB.fingerprint());
            new DTLSServerProtocol().accept(new ServerRole(HUB, peer), wire);
            throw new AssertionError("A handshake of random bytes came to an end");
        } catch (IOException | RuntimeException e) {
            // The connection answers both with the end of the handshake.
            if (wire.received == 0) {
                throw new AssertionError("Refused without having read anything", e);
            }
        }
    }

    private static final class Wire implements DatagramTransport {
        private final byte[] data;
        private int at;
        private int received;

        /** Datagrams one after the other, each after its length in two bytes. */
        private Wire(byte[] data) {
            this.data = data;
        }

        @Override
        public int getReceiveLimit() {
            return 1500;
        }

        @Override
        public int getSendLimit() {
            return 1200;
        }

        @Override
        public int receive(byte[] target, int offset, int length, int waitMillis) throws IOException {
            if (received++ == MAX_DATAGRAMS || at + 2 > data.length) {
                throw new IOException("The wire is cut");
            }
            int count = Math.min(Bytes.u16(data, at), Math.min(length, data.length - at - 2));
            System.arraycopy(data, at + 2, target, offset, count);
            at += 2 + count;
            return count;
        }

        @Override
        public void send(byte[] bytes, int offset, int length) {
            // Nobody listens.
        }

        @Override
        public void close() {
            received = MAX_DATAGRAMS;
        }
    }
}
