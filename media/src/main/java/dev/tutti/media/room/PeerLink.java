package dev.tutti.media.room;

import dev.tutti.media.ice.IceCredentials;
import dev.tutti.media.sdp.LocalTransport;
import dev.tutti.media.sdp.SdpOrigin;
import dev.tutti.media.transport.MediaLoop;
import dev.tutti.media.transport.PeerTransport;
import dev.tutti.media.transport.RemoteDescription;
import dev.tutti.media.transport.TransportFailure;
import dev.tutti.media.transport.TransportListener;
import org.jspecify.annotations.Nullable;

/** One peer connection of a participant: its transport, and what both sides have said about it so far. */
final class PeerLink {
    /** What becomes of a link; called on the room's thread. */
    interface Owner {
        void linkConnected(PeerLink link);

        void linkFailed(PeerLink link, TransportFailure reason);

        void linkStalled(PeerLink link);

        void linkRecovered(PeerLink link);

        void linkClosed(PeerLink link);
    }

    private final PeerTransport transport;
    private final RoomLoop roomLoop;
    private SdpOrigin origin;
    private @Nullable IceCredentials remoteIce;
    private boolean connected;
    private boolean stalled;
    private boolean closed;

    PeerLink(MediaLoop media, RoomLoop roomLoop, Owner owner, long sessionId) {
        this.roomLoop = roomLoop;
        origin = new SdpOrigin(sessionId, 1);
        transport = media.open(new Callbacks(owner));
    }

    PeerTransport transport() {
        return transport;
    }

    boolean connected() {
        return connected;
    }

    boolean stalled() {
        return stalled;
    }

    boolean closed() {
        return closed;
    }

    LocalTransport local() {
        return new LocalTransport(transport.localIce(), transport.candidates(), transport.fingerprint());
    }

    SdpOrigin nextOrigin() {
        origin = origin.next();
        return origin;
    }

    /** Takes the transport of the peer's offer: the first time it begins, new credentials later restart ICE. */
    void remoteOffered(RemoteDescription remote) {
        if (remoteIce == null) {
            transport.setRemote(remote);
        } else if (!remoteIce.equals(remote.ice())) {
            transport.restartIce(remote.ice());
        }
        remoteIce = remote.ice();
    }

    /** Takes the transport of the peer's answer to our offer. */
    void remoteAnswered(RemoteDescription remote) {
        if (remoteIce == null) {
            transport.setRemote(remote);
        } else if (!remoteIce.equals(remote.ice())) {
            transport.answerIce(remote.ice());
        }
        remoteIce = remote.ice();
    }

    /** The next offer of ours restarts ICE. */
    void restartOffered() {
        if (remoteIce != null) {
            transport.offerIceRestart();
        }
    }

    void close() {
        closed = true;
        transport.close();
    }

    /** Carries the media loop's calls to the room's thread. */
    private final class Callbacks implements TransportListener {
        private final Owner owner;

        Callbacks(Owner owner) {
            this.owner = owner;
        }

        @Override
        public void connected() {
            roomLoop.post(() -> {
                connected = true;
                owner.linkConnected(PeerLink.this);
            });
        }

        @Override
        public void failed(TransportFailure reason) {
            roomLoop.post(() -> owner.linkFailed(PeerLink.this, reason));
        }

        @Override
        public void stalled() {
            roomLoop.post(() -> {
                stalled = true;
                owner.linkStalled(PeerLink.this);
            });
        }

        @Override
        public void recovered() {
            roomLoop.post(() -> {
                stalled = false;
                owner.linkRecovered(PeerLink.this);
            });
        }

        @Override
        public void closed() {
            roomLoop.post(() -> {
                if (!closed) {
                    closed = true;
                    owner.linkClosed(PeerLink.this);
                }
            });
        }
    }
}
