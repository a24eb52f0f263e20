package dev.tutti.media.ice;

import dev.tutti.rtp.Bytes;
import java.net.InetSocketAddress;
import org.jspecify.annotations.Nullable;

/**
 * The lite side of one ICE session: answers the peer's checks, counts its consent, and probes a quiet path.
 *
 * <p>Owned by the media loop. The lite role never nominates; it may still send a binding request on the pair that the peer
 * has selected, which every full agent answers: so silence can be told from a dead path.
 */
public final class IceAgent {
    /** Without an authenticated request or answer for this long we may not send any more (RFC 7675 section 5.1). */
    public static final long CONSENT_NS = 30_000_000_000L;

    private final long tieBreaker;
    private final byte[] probeTransaction = new byte[StunMessage.TRANSACTION_LENGTH];
    private long probeCounter;
    private long probeSentNs;
    private boolean probePending;
    private IceCredentials local;
    private StunIntegrity localIntegrity;
    private @Nullable IceCredentials previousLocal;
    private @Nullable StunIntegrity previousIntegrity;
    private @Nullable IceCredentials remote;
    private @Nullable StunIntegrity remoteIntegrity;
    private long lastConsentNs;

    public IceAgent(IceCredentials local, long tieBreaker, long nowNs) {
        this.local = local;
        this.tieBreaker = tieBreaker;
        localIntegrity = new StunIntegrity(local.pwd());
        lastConsentNs = nowNs;
    }

    /** What a binding request led to. */
    public enum Check {
        /** Authenticated; the source address is validated, the answer is written. */
        VALID,
        /** As VALID, and the peer has chosen this pair. */
        NOMINATED,
        /** Refused; an error answer is written and nothing has changed. */
        REFUSED
    }

    public void remote(IceCredentials credentials) {
        remote = credentials;
        remoteIntegrity = new StunIntegrity(credentials.pwd());
        probePending = false;
    }

    /** Takes new local credentials; the old ones stay good until the first check that uses the new. */
    public void restart(IceCredentials credentials) {
        previousLocal = local;
        previousIntegrity = localIntegrity;
        local = credentials;
        localIntegrity = new StunIntegrity(credentials.pwd());
    }

    /** The fragment that a restart has replaced and no check has retired yet. */
    public @Nullable String previousUfrag() {
        return previousLocal == null ? null : previousLocal.ufrag();
    }

    /** Judges a binding request addressed to one of our fragments and writes the answer. */
    public Check onRequest(
            StunMessage request, String receiverUfrag, InetSocketAddress source, StunWriter answer, long nowNs) {
        boolean current = receiverUfrag.equals(local.ufrag());
        var integrity = current || previousIntegrity == null ? localIntegrity : previousIntegrity;
        if (!request.hasIntegrity()) {
            refuse(request, answer, 400, "Bad Request").fingerprint();
            return Check.REFUSED;
        }
        if (!request.integrityValid(integrity) || (current && !sentByRemote(request))) {
            refuse(request, answer, 401, "Unauthenticated").fingerprint();
            return Check.REFUSED;
        }
        if (request.unknownRequired() != 0) {
            refuse(request, answer, 420, "Unknown Attribute")
                    .unknownAttribute(request.unknownRequired())
                    .integrity(integrity)
                    .fingerprint();
            return Check.REFUSED;
        }
        if (request.controlled()) {
            refuse(request, answer, 487, "Role Conflict").integrity(integrity).fingerprint();
            return Check.REFUSED;
        }
        lastConsentNs = nowNs;
        answer.begin(StunType.BINDING_SUCCESS, request.array(), request.transactionOffset())
                .xorMappedAddress(source)
                .integrity(integrity)
                .fingerprint();
        if (current) {
            previousLocal = null;
            previousIntegrity = null;
        }
        return request.useCandidate() ? Check.NOMINATED : Check.VALID;
    }

    /** Before the peer's answer has come we cannot know its fragment and the password alone decides. */
    private boolean sentByRemote(StunMessage request) {
        return remote == null || remote.ufrag().equals(request.senderUfrag());
    }

    private static StunWriter refuse(StunMessage request, StunWriter answer, int code, String reason) {
        return answer.begin(StunType.BINDING_ERROR, request.array(), request.transactionOffset())
                .error(code, reason);
    }

    /** Writes a binding request for the selected pair; false before the peer's credentials are known. */
    public boolean probe(StunWriter request, long nowNs) {
        if (remote == null || remoteIntegrity == null) {
            return false;
        }
        probeCounter++;
        Bytes.put64(probeTransaction, 0, tieBreaker ^ nowNs);
        Bytes.put32(probeTransaction, 8, probeCounter);
        probeSentNs = nowNs;
        probePending = true;
        request.begin(StunType.BINDING_REQUEST, probeTransaction, 0)
                .username(remote.ufrag() + ':' + local.ufrag())
                .priority(0x6E_FF_FF_FFL)
                .controlled(tieBreaker)
                .integrity(remoteIntegrity)
                .fingerprint();
        return true;
    }

    /** Takes the answer to our last probe; returns the round trip in nanoseconds, or −1 when it is no such answer. */
    public long onAnswer(StunMessage answer, long nowNs) {
        if (!probePending
                || remoteIntegrity == null
                || !sameTransaction(answer)
                || !answer.integrityValid(remoteIntegrity)) {
            return -1;
        }
        probePending = false;
        if (answer.type() == StunType.BINDING_SUCCESS) {
            lastConsentNs = nowNs;
        }
        return nowNs - probeSentNs;
    }

    private boolean sameTransaction(StunMessage answer) {
        for (int i = 0; i < StunMessage.TRANSACTION_LENGTH; i++) {
            if (answer.array()[answer.transactionOffset() + i] != probeTransaction[i]) {
                return false;
            }
        }
        return true;
    }

    public boolean consentExpired(long nowNs) {
        return nowNs - lastConsentNs > CONSENT_NS;
    }
}
