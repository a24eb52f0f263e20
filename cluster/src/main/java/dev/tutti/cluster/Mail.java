package dev.tutti.cluster;

import dev.tutti.foundation.NodeId;
import dev.tutti.wire.Envelope;
import dev.tutti.wire.Message;
import java.nio.ByteBuffer;

/** What comes from other nodes, handed out by the type of the message; listeners are added before the node starts. */
public interface Mail {
    /** Every message of that kind, a class or sealed family of {@link Message}, that came over a link, goes to that one. */
    <M extends Message> void on(Class<M> kind, Letters<M> listener);

    /** Every voice frame that came as a datagram goes to that one. */
    void onVoice(Voice listener);

    void onLinks(Links listener);

    /** Reads messages: on the thread of the link they came over, of one link one at a time and in order; must not block. */
    @FunctionalInterface
    interface Letters<M extends Message> {
        /** @param from who made it; the envelope's source is the same node */
        void received(NodeId from, Envelope envelope, M message);
    }

    /** Hears voice of other nodes: on the thread of the datagrams; must not block and must not keep the buffer. */
    @FunctionalInterface
    interface Voice {
        /** @param envelope a voice frame's, opened; its checksum is not yet looked at */
        void received(NodeId from, ByteBuffer envelope);
    }

    /** Hears of direct links: on the threads of the links; must not block. */
    interface Links {
        /** There is a new one, also in place of another: what the peer was sent over the old may not have arrived. */
        default void up(NodeId peer) {}

        default void down(NodeId peer) {}
    }
}
