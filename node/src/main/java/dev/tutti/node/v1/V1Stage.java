package dev.tutti.node.v1;

import dev.tutti.foundation.ChannelId;
import dev.tutti.foundation.SessionId;
import dev.tutti.foundation.UserId;
import dev.tutti.session.Channel;
import dev.tutti.session.Command;
import dev.tutti.session.Grant;
import dev.tutti.session.Participant;
import dev.tutti.session.core.SessionWriter;
import dev.tutti.session.floor.FloorUpdate;
import dev.tutti.wire.v1.V1Message;
import java.io.IOException;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The session and channel that v1 peers are in: who of them is let in, who talks there, and what they hear of it. */
final class V1Stage implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(V1Stage.class);

    private final String channelName;
    private final V1Door.Ports ports;
    private final Supplier<Collection<V1Line>> lines;
    private final V1Voice voice;
    private volatile @Nullable Scene scene;
    /** Who talks in the channel. */
    private volatile @Nullable UserId holder;
    /** Somebody waits in vain, and the log says so; the clock's thread. */
    private boolean inVain;

    private record Scene(SessionWriter session, ChannelId channel) {}

    V1Stage(String channelName, V1Door.Ports ports, Supplier<Collection<V1Line>> lines) {
        this.channelName = channelName;
        this.ports = ports;
        this.lines = lines;
        voice = new V1Voice(ports.clock(), this::spoken);
    }

    /** The newest live session that has the channel is where the peers belong; the clock's thread. */
    void follow() {
        Scene was = scene;
        Optional<Scene> next = ports.sessions().live().reversed().stream()
                .flatMap(session -> channel(session).map(c -> new Scene(session, c.id())).stream())
                .findFirst();
        boolean same = was != null
                && next.isPresent()
                && was.session.id().equals(next.get().session.id())
                && was.channel.equals(next.get().channel);
        if (same) {
            return;
        }
        if (was != null) {
            lines.get().forEach(line -> {
                line.peer().leave();
                line.asked(null);
            });
        }
        holder = null;
        scene = next.orElse(null);
        if (inVain && scene != null) {
            inVain = false;
            log.info("v1 apps are let into channel {} now: a session has it", channelName);
        }
    }

    /** Whether there is a session that apps can be let into. */
    boolean isOpen() {
        return scene != null;
    }

    private Optional<Channel> channel(SessionWriter session) {
        return session.state().channels().named(channelName);
    }

    /** Asks at the door once, goes in when it is let in, and is out when it is not any more; the clock's thread. */
    void place(V1Line line) {
        Scene at = scene;
        if (at == null) {
            if (!inVain) {
                inVain = true;
                log.warn("A v1 app waits in vain: no live session has a channel named {}", channelName);
            }
            return;
        }
        SessionId id = at.session.id();
        boolean admitted = at.session
                .state()
                .roster()
                .find(line.peer().user())
                .filter(Participant::isAdmitted)
                .isPresent();
        if (!id.equals(line.asked())) {
            line.asked(id);
            submit(at.session, line.peer(), new Command.Join(line.peer().name(), new Grant.Code()));
        } else if (admitted && !line.peer().isIn(id) && !line.isEntering()) {
            line.entering(true);
            Thread.ofVirtual().name("v1-enter").start(() -> enter(line, at));
        } else if (!admitted && line.peer().isIn(id)) {
            log.info("{} is not in the session any more", line.peer().user());
            line.cut();
        }
    }

    /** Takes a second: signalling, ICE and DTLS. */
    private void enter(V1Line line, Scene at) {
        V1Peer peer = line.peer();
        try {
            RoomVoice.Ear ear = (from, packet, offset, length) -> {
                if (isListener(peer)) {
                    voice.heard(from, packet, offset, length);
                }
            };
            peer.enter(
                    at.session.id(), at.channel, ports.voice().enter(at.session.id(), peer.user(), peer.name(), ear));
            if (!lines.get().contains(line) || !at.equals(scene)) {
                peer.leave();
            }
        } catch (IOException e) {
            log.warn("{} has no voice: {}", peer.user(), e.getMessage());
            line.cut();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        } finally {
            line.entering(false);
        }
    }

    /** The connection is gone: so is its person, until it comes back. */
    void left(V1Line line) {
        line.peer().leave();
        SessionId asked = line.asked();
        if (asked != null) {
            ports.sessions().find(asked).ifPresent(session -> submit(session, line.peer(), new Command.Leave()));
        }
    }

    @SuppressWarnings("FutureReturnValueIgnored") // what came of it is read from the roster
    private void submit(SessionWriter session, V1Peer peer, Command command) {
        session.submit(peer.user(), "v1/" + ports.ids().requestId(), command);
    }

    private List<V1Peer> peers() {
        Scene now = scene;
        return now == null
                ? List.of()
                : lines.get().stream()
                        .map(V1Line::peer)
                        .filter(peer -> peer.isIn(now.session.id()))
                        .toList();
    }

    /** Everybody hears the same, so one copy is decoded: that of the first who does not talk. */
    private boolean isListener(V1Peer peer) {
        UserId talks = holder;
        return peers().stream()
                .filter(one -> !one.user().equals(talks))
                .map(V1Peer::connection)
                .min(Long::compare)
                .filter(first -> first == peer.connection())
                .isPresent();
    }

    private void spoken(V1Message.Audio audio) {
        tellAllBut(holder, audio);
    }

    /** A line of chat; false when who typed it is not in the session. */
    boolean chat(V1Peer from, String text) {
        Scene now = scene;
        if (now == null || !from.isIn(now.session.id())) {
            return false;
        }
        tellAllBut(from.user(), new V1Message.Chat(from.name() + ": " + text));
        return true;
    }

    /** The floor's word to everybody; the floor's thread. */
    void heard(SessionId session, FloorUpdate.Talk talk) {
        Scene now = scene;
        if (now != null && now.session.id().equals(session) && now.channel.equals(talk.channelId())) {
            holder = talk.talking() ? talk.userId() : null;
            tellAllBut(talk.userId(), talk.talking() ? new V1Message.Taken() : new V1Message.Released());
        }
    }

    private void tellAllBut(@Nullable UserId one, V1Message message) {
        for (V1Peer peer : peers()) {
            if (!peer.user().equals(one)) {
                peer.outbox().offer(message);
            }
        }
    }

    @Override
    public void close() {
        voice.close();
    }
}
