package dev.tutti.media.lightclient;

import dev.tutti.media.dtls.DtlsFingerprint;
import dev.tutti.media.ice.IceCredentials;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;

/** One peer connection of a {@link LightMember}: a light client, and whether it is up. */
final class MediaLink implements LightClientListener {
    private final LightClientListener receiver;
    private final MediaWay way;
    private final LightClient client;
    private final CompletableFuture<Void> up = new CompletableFuture<>();
    private boolean begun;

    MediaLink(LightClients clients, MediaWay way, LightClientListener receiver) throws IOException {
        this.receiver = receiver;
        this.way = way;
        this.client = clients.open(way.local(), this);
    }

    LocalSession local() {
        return new LocalSession(client.localIce().ufrag(), client.localIce().pwd(), client.fingerprint());
    }

    /** Begins checks and the handshake with what the hub's SDP says; later descriptions of the same peer change nothing. */
    void connect(RemoteSession remote) {
        var candidate = remote.candidate();
        if (candidate == null) {
            up.completeExceptionally(new IOException("The hub offered no IPv4 UDP candidate"));
        } else if (!begun) {
            begun = true;
            client.connect(
                    way.through().apply(candidate),
                    new IceCredentials(remote.ufrag(), remote.pwd()),
                    DtlsFingerprint.parse("sha-256 " + remote.fingerprint()));
        }
    }

    LightClient client() {
        return client;
    }

    CompletableFuture<Void> up() {
        return up;
    }

    @Override
    public void connected() {
        up.complete(null);
    }

    @Override
    public void rtp(byte[] packet, int offset, int length, long arrivalNs) {
        receiver.rtp(packet, offset, length, arrivalNs);
    }

    @Override
    public void failed(String reason) {
        up.completeExceptionally(new IOException("DTLS: " + reason));
    }

    @Override
    public void closed() {
        up.completeExceptionally(new IOException("The hub ended the transport"));
    }
}
