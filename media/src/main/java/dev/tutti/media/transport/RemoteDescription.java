package dev.tutti.media.transport;

import dev.tutti.media.dtls.DtlsFingerprint;
import dev.tutti.media.dtls.DtlsSetup;
import dev.tutti.media.ice.IceCredentials;

/** What the peer's SDP says of its transport; {@code setup} is the peer's own attribute, not our answer to it. */
public record RemoteDescription(IceCredentials ice, DtlsFingerprint fingerprint, DtlsSetup setup) {}
