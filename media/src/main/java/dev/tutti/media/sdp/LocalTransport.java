package dev.tutti.media.sdp;

import dev.tutti.media.dtls.DtlsFingerprint;
import dev.tutti.media.ice.IceCandidate;
import dev.tutti.media.ice.IceCredentials;
import java.util.List;

/** Our side of a transport, as a description tells it. */
public record LocalTransport(IceCredentials ice, List<IceCandidate> candidates, DtlsFingerprint fingerprint) {
    public LocalTransport {
        candidates = List.copyOf(candidates);
    }
}
