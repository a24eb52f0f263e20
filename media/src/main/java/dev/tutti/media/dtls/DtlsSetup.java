package dev.tutti.media.dtls;

/** The {@code a=setup:} attribute (RFC 5763 section 5): which side opens the DTLS handshake. */
public enum DtlsSetup {
    /** It will open the handshake, so it is the DTLS client. */
    ACTIVE,
    /** It waits for the handshake, so it is the DTLS server. */
    PASSIVE,
    /** It leaves the choice to the other side. */
    ACTPASS;

    /** What we answer to the peer's attribute: passive wherever we may choose. */
    public DtlsSetup answer() {
        return this == PASSIVE ? ACTIVE : PASSIVE;
    }
}
