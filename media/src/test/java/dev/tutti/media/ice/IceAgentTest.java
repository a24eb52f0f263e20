package dev.tutti.media.ice;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tutti.foundation.Entropy;
import java.net.InetSocketAddress;
import org.junit.jupiter.api.Test;

class IceAgentTest {
    private static final IceCredentials HUB = new IceCredentials("hubfragment", "hub-password-of-22-chars-at-least");
    private static final IceCredentials PEER = new IceCredentials("peerfrag", "peer-password-of-22-chars-at-least");
    private static final InetSocketAddress SOURCE = new InetSocketAddress("192.0.2.7", 4000);
    private static final byte[] TRANSACTION = new byte[12];

    private final IceAgent agent = new IceAgent(HUB, 42, 0);
    private final StunWriter request = new StunWriter();
    private final StunWriter answer = new StunWriter();
    private final StunMessage message = new StunMessage();
    private final StunMessage answered = new StunMessage();

    @Test
    void authenticatedCheckIsAnsweredWithItsSource() {
        agent.remote(PEER);
        assertThat(check(HUB, PEER.ufrag(), false)).isEqualTo(IceAgent.Check.VALID);
        assertThat(answered.type()).isEqualTo(StunType.BINDING_SUCCESS);
        assertThat(answered.mappedPort()).isEqualTo(4000);
        assertThat(answered.integrityValid(new StunIntegrity(HUB.pwd()))).isTrue();
    }

    @Test
    void useCandidateNominates() {
        agent.remote(PEER);
        assertThat(check(HUB, PEER.ufrag(), true)).isEqualTo(IceAgent.Check.NOMINATED);
    }

    @Test
    void beforeTheAnswerIsKnownThePasswordAloneDecides() {
        assertThat(check(HUB, "anybody", false)).isEqualTo(IceAgent.Check.VALID);
    }

    @Test
    void wrongPasswordIsUnauthenticated() {
        var guess = new IceCredentials(HUB.ufrag(), "a-guess-that-is-long-enough-too");
        assertThat(check(guess, PEER.ufrag(), true)).isEqualTo(IceAgent.Check.REFUSED);
        assertThat(answered.errorCode()).isEqualTo(401);
        assertThat(agent.consentExpired(IceAgent.CONSENT_NS + 1)).isTrue();
    }

    @Test
    void anotherPeersFragmentIsUnauthenticated() {
        agent.remote(PEER);
        assertThat(check(HUB, "somebody", true)).isEqualTo(IceAgent.Check.REFUSED);
        assertThat(answered.errorCode()).isEqualTo(401);
    }

    @Test
    void checkWithoutIntegrityIsABadRequest() {
        request.begin(StunType.BINDING_REQUEST, TRANSACTION, 0)
                .username(HUB.ufrag() + ":x")
                .fingerprint();
        assertThat(deliver(HUB.ufrag())).isEqualTo(IceAgent.Check.REFUSED);
        assertThat(answered.errorCode()).isEqualTo(400);
    }

    @Test
    void aPeerThatWantsToBeControlledTooHasARoleConflict() {
        request.begin(StunType.BINDING_REQUEST, TRANSACTION, 0)
                .username(HUB.ufrag() + ":x")
                .controlled(1)
                .integrity(new StunIntegrity(HUB.pwd()))
                .fingerprint();
        assertThat(deliver(HUB.ufrag())).isEqualTo(IceAgent.Check.REFUSED);
        assertThat(answered.errorCode()).isEqualTo(487);
    }

    @Test
    void consentEndsThirtySecondsAfterTheLastCheck() {
        agent.remote(PEER);
        check(HUB, PEER.ufrag(), false);
        assertThat(agent.consentExpired(1_000 + IceAgent.CONSENT_NS)).isFalse();
        assertThat(agent.consentExpired(1_001 + IceAgent.CONSENT_NS)).isTrue();
    }

    @Test
    void afterARestartOldCredentialsHoldUntilTheFirstNewCheck() {
        agent.remote(PEER);
        var fresh = new IceCredentials("newfragment", "new-hub-password-of-22-chars-at-least");
        agent.restart(fresh);
        assertThat(check(HUB, PEER.ufrag(), false)).isEqualTo(IceAgent.Check.VALID);
        assertThat(agent.previousUfrag()).isEqualTo(HUB.ufrag());
        assertThat(check(fresh, PEER.ufrag(), true)).isEqualTo(IceAgent.Check.NOMINATED);
        assertThat(agent.previousUfrag()).isNull();
        assertThat(check(HUB, PEER.ufrag(), true)).isEqualTo(IceAgent.Check.REFUSED);
    }

    @Test
    void probeIsAnsweredOnceAndOnlyByThePeer() {
        assertThat(agent.probe(request, 0)).isFalse();
        agent.remote(PEER);
        assertThat(agent.probe(request, 1_000)).isTrue();
        assertThat(message.wrap(request.array(), 0, request.length())).isTrue();
        assertThat(message.integrityValid(new StunIntegrity(PEER.pwd()))).isTrue();
        assertThat(message.receiverUfrag()).isEqualTo(PEER.ufrag());

        assertThat(agent.onAnswer(answerTo("a-guess-that-is-long-enough-too"), 5_000))
                .isNegative();
        assertThat(agent.onAnswer(answerTo(PEER.pwd()), 5_000)).isEqualTo(4_000);
        assertThat(agent.onAnswer(answerTo(PEER.pwd()), 5_000)).isNegative();
    }

    @Test
    void credentialsAreFreshAndLongEnough() {
        var entropy = Entropy.seeded(1);
        var one = IceCredentials.generate(entropy);
        assertThat(one.ufrag()).hasSizeGreaterThanOrEqualTo(4);
        assertThat(one.pwd()).hasSizeGreaterThanOrEqualTo(22);
        assertThat(IceCredentials.generate(entropy).pwd()).isNotEqualTo(one.pwd());
        assertThat(one.toString()).doesNotContain(one.pwd());
    }

    private StunMessage answerTo(String password) {
        answer.begin(StunType.BINDING_SUCCESS, message.array(), message.transactionOffset())
                .xorMappedAddress(SOURCE)
                .integrity(new StunIntegrity(password))
                .fingerprint();
        assertThat(answered.wrap(answer.array(), 0, answer.length())).isTrue();
        return answered;
    }

    private IceAgent.Check check(IceCredentials hub, String sender, boolean nominate) {
        request.begin(StunType.BINDING_REQUEST, TRANSACTION, 0)
                .username(hub.ufrag() + ':' + sender)
                .priority(1)
                .controlling(1);
        if (nominate) {
            request.useCandidate();
        }
        request.integrity(new StunIntegrity(hub.pwd())).fingerprint();
        return deliver(hub.ufrag());
    }

    private IceAgent.Check deliver(String ufrag) {
        assertThat(message.wrap(request.array(), 0, request.length())).isTrue();
        var outcome = agent.onRequest(message, ufrag, SOURCE, answer, 1_000);
        assertThat(answered.wrap(answer.array(), 0, answer.length())).isTrue();
        assertThat(answered.fingerprintValid()).isTrue();
        return outcome;
    }
}
