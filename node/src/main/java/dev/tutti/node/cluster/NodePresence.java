package dev.tutti.node.cluster;

import dev.tutti.cluster.Mail;
import dev.tutti.foundation.NodeId;
import dev.tutti.foundation.SessionId;
import dev.tutti.foundation.UserId;
import dev.tutti.gateway.Gateway;
import dev.tutti.gateway.sessions.Presence;
import dev.tutti.gateway.wire.ParticipantMessages;
import dev.tutti.wire.ClientMessage;
import dev.tutti.wire.PersonPresence;
import dev.tutti.wire.PresenceState;
import dev.tutti.wire.SessionTag;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/** Tells the other nodes who is attached here, and the gateway who is attached there and whether nodes are out of reach. */
public final class NodePresence {
    /** A link that is made anew within this time was never gone for those who look. */
    private static final long GONE_AFTER_MS = 3_000;

    private final NodeMail mail;
    private final Gateway gateway;
    private final Set<NodeId> silent = ConcurrentHashMap.newKeySet();
    /** What is said of somebody is said in the order in which it came to be. */
    private final Object order = new Object();

    private NodePresence(NodeMail mail, Gateway gateway) {
        this.mail = mail;
        this.gateway = gateway;
    }

    /** From when the node starts on. */
    public static void between(NodeCluster cluster, Gateway gateway) {
        NodeMail mail = cluster.mail();
        cluster.engine()
                .listen(new NodeReach(
                        cluster.clock(), NodePresence::later, cluster.admission()::isMember, gateway::reach));
        var presence = new NodePresence(mail, gateway);
        mail.on(ClientMessage.Presence.class, (from, _, people) -> presence.received(from, people));
        mail.onLinks(presence.new Links());
        gateway.presence().listen(presence::changed);
    }

    private static void later(long afterMs, Runnable work) {
        CompletableFuture.delayedExecutor(afterMs, TimeUnit.MILLISECONDS).execute(work);
    }

    private void changed(SessionId session, UserId user) {
        synchronized (order) {
            var state = said(gateway.presence().here(session, user));
            var news = new ClientMessage.Presence(false, List.of(new PersonPresence(session, user, state)));
            mail.linked().forEach(node -> mail.send(node, SessionTag.NONE, news));
        }
    }

    private void received(NodeId from, ClientMessage.Presence people) {
        gateway.elsewhere(
                from.value(),
                people.whole(),
                people.people().stream()
                        .map(one -> new Presence.Person(one.sessionId(), one.userId(), heard(one.state())))
                        .toList());
    }

    private static PresenceState said(ParticipantMessages.PresenceState state) {
        return PresenceState.valueOf(state.name());
    }

    private static ParticipantMessages.PresenceState heard(PresenceState state) {
        return ParticipantMessages.PresenceState.valueOf(state.name());
    }

    /** The threads of the links. */
    private final class Links implements Mail.Links {
        @Override
        public void up(NodeId peer) {
            silent.remove(peer);
            synchronized (order) {
                var all = gateway.presence().allHere().stream()
                        .map(one -> new PersonPresence(one.session(), one.user(), said(one.state())))
                        .toList();
                int from = 0;
                do {
                    int to = Math.min(all.size(), from + ClientMessage.MAX_PEOPLE);
                    mail.send(peer, SessionTag.NONE, new ClientMessage.Presence(from == 0, all.subList(from, to)));
                    from = to;
                } while (from < all.size());
            }
        }

        @Override
        public void down(NodeId peer) {
            silent.add(peer);
            later(GONE_AFTER_MS, () -> forget(peer));
        }

        private void forget(NodeId peer) {
            if (silent.remove(peer)) {
                gateway.elsewhere(peer.value(), true, List.of());
            }
        }
    }
}
