package dev.tutti.wire.sealed;

/** Both directions of the datagrams that belong to one reliable connection. */
public record SealedLink(SealedSender sender, SealedReceiver receiver) {
    /**
     * The same secret gives matching ends to who dialled and who answered.
     *
     * @param exported 32 bytes that TLS exported on both ends
     * @param ownLink our number for this link, which we told the peer
     * @param peerLink the peer's, which it told us
     */
    public static SealedLink of(byte[] exported, boolean dialled, long ownLink, long peerLink) {
        return new SealedLink(
                new SealedSender(SealedSecret.first(exported, dialled), peerLink),
                new SealedReceiver(SealedSecret.first(exported, !dialled), ownLink));
    }
}
