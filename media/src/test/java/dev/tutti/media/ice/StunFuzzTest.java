package dev.tutti.media.ice;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.net.InetSocketAddress;

/** Whatever bytes come as STUN, they are refused or answered; nothing is thrown and nobody is let in. */
class StunFuzzTest {
    private static final IceCredentials HUB = new IceCredentials("evtj", "a-password-the-fuzzer-does-not-know");
    private static final InetSocketAddress SOURCE = new InetSocketAddress("192.0.2.7", 4000);

    @FuzzTest(maxDuration = "60s")
    void anyBytesAreReadAsStunOrRefused(byte[] data) {
        var message = new StunMessage();
        if (!message.wrap(data, 0, data.length)) {
            return;
        }
        message.receiverUfrag();
        message.senderUfrag();
        message.mappedAddress();
        message.mappedPort();
        message.errorCode();
        message.fingerprintValid();
        var agent = new IceAgent(HUB, 1, 0);
        var outcome = agent.onRequest(message, "evtj", SOURCE, new StunWriter(), 0);
        if (outcome != IceAgent.Check.REFUSED || agent.onAnswer(message, 0) >= 0) {
            throw new AssertionError("A stranger was let in");
        }
    }
}
